public import PReLUKernels

extension Case {
  /// The library's layout of this case.
  public func layout() throws(PReLUError) -> Layout {
    let slopes: Layout.Slopes =
      switch slopes {
      case .channel: .perChannel
      case .shared: .shared
      case .element: .perElement
      case .none, .broadcast: .shared
      }
    switch arrangement {
    case .nchw:
      return try .nchw(
        batch: shape[0], channels: shape[1], height: shape[2], width: shape[3], slopes: slopes)
    case .ncdhw:
      return try .ncdhw(
        batch: shape[0], channels: shape[1], depth: shape[2], height: shape[3], width: shape[4],
        slopes: slopes)
    case .nhwc:
      return try .nhwc(
        batch: shape[0], height: shape[2], width: shape[3], channels: shape[1], slopes: slopes)
    case .nc:
      return try .nc(batch: shape[0], channels: shape[1], slopes: slopes)
    case .broadcast:
      return try .broadcasting(slope: slopeShape, to: shape)
    case .n:
      return try .shared(count: count)
    case .ncl:
      return try .ncl(batch: shape[0], channels: shape[1], length: shape[2], slopes: slopes)
    }
  }
}

extension Case.ThreadCount {
  /// The library's argument.
  public var threads: Threads {
    switch self {
    case .automatic: .automatic
    case .atMost(1): .serial
    case .atMost(let count): .atMost(count)
    }
  }
}
