internal import CPReLUHeader
internal import PReLUKernels

/// Calls `body` with the layout of a tensor and its slopes, whose dimensions a caller in C gives.
func withLayout(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ body: (Layout) throws(PReLUError) -> prelu_status
) -> prelu_status {
  // How many dimensions there are to look at.
  guard (0...Int32(Layout.maximumRank)).contains(rank) else { return PRELU_INVALID_RANK }
  guard unsafe rank == 0 || dims != nil else { return PRELU_DIMS_IS_NULL }
  do throws(PReLUError) {
    // In bounds: the caller promises `rank` numbers of each.
    let dims = unsafe UnsafeBufferPointer(start: dims, count: Int(rank))
    let slopes = unsafe UnsafeBufferPointer(
      start: slopeDims, count: slopeDims == nil ? 0 : dims.count)
    // A `size_t` above `Int.max` arrives as a negative number. As any other that is too large, it is no dimension of a tensor.
    guard slopes.count == dims.count, unsafe slopes.allSatisfy({ $0 >= 0 }) else {
      // What is wrong with dims alone has a lower number.
      _ = try unsafe Layout.broadcasting(slope: Span(), to: dims.span)
      return unsafe slopeDims == nil ? PRELU_SLOPE_DIMS_IS_NULL : PRELU_NOT_BROADCASTABLE
    }
    return try unsafe body(.broadcasting(slope: slopes.span, to: dims.span))
  } catch {
    return status(error)
  }
}
