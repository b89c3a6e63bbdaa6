internal import CPReLUHeader
internal import PReLUKernels

/// Calls `body` with the layout of a tensor and its slopes, whose dimensions a caller in C gives.
func withLayout(
  _ rank: Int32, _ dims: UnsafePointer<Int>?, _ slopeDims: UnsafePointer<Int>?,
  _ body: (Layout) throws(PReLUError) -> prelu_status
) -> prelu_status {
  guard (0...Int32(Layout.maximumRank)).contains(rank) else { return PRELU_INVALID_RANK }
  if rank > 0 {
    guard unsafe dims != nil else { return PRELU_DIMS_IS_NULL }
    guard unsafe slopeDims != nil else { return PRELU_SLOPE_DIMS_IS_NULL }
  }
  do throws(PReLUError) {
    // In bounds: the caller promises `rank` numbers of each.
    return try body(
      .broadcasting(
        slope: unsafe Array(UnsafeBufferPointer(start: slopeDims, count: Int(rank))),
        to: unsafe Array(UnsafeBufferPointer(start: dims, count: Int(rank)))))
  } catch {
    return status(error)
  }
}
