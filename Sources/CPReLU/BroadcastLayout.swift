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
    // In bounds, here and below: the caller promises `rank` numbers of each.
    let dims = unsafe Array(UnsafeBufferPointer(start: dims, count: Int(rank)))
    guard unsafe rank == 0 || slopeDims != nil else {
      // What is wrong with dims alone has a lower number.
      _ = try Layout.broadcasting(slope: [], to: dims)
      return PRELU_SLOPE_DIMS_IS_NULL
    }
    // A `size_t` above `Int.max` arrives as a negative number. As any other that is too large, it is no dimension of a tensor.
    let slopeDims = unsafe UnsafeBufferPointer(start: slopeDims, count: Int(rank))
      .map { $0 < 0 ? .max : $0 }
    return try body(.broadcasting(slope: slopeDims, to: dims))
  } catch {
    return status(error)
  }
}
