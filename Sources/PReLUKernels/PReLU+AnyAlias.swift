extension PReLU {
  /// `forward` where y may be x.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package static func forwardAllowingAlias<S: PReLUScalar>(
    _ x: UnsafeBufferPointer<S>, slope: UnsafeBufferPointer<S>, layout: Layout,
    into y: UnsafeMutableBufferPointer<S>, threads: Threads
  ) throws(PReLUError) {
    if unsafe x.baseAddress == UnsafePointer(y.baseAddress) {
      try unsafe forwardInPlace(y, slope: slope, layout: layout, threads: threads)
    } else {
      try unsafe forward(x, slope: slope, layout: layout, into: y, threads: threads)
    }
  }

  /// `backward` where dx may be g or x, and where an output that is `nil` is not wanted.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package static func backwardAllowingAlias<S: PReLUScalar>(
    _ x: UnsafeBufferPointer<S>, slope: UnsafeBufferPointer<S>,
    gradient g: UnsafeBufferPointer<S>, layout: Layout,
    inputGradient dx: UnsafeMutableBufferPointer<S>?,
    slopeGradient: UnsafeMutableBufferPointer<S>?, threads: Threads
  ) throws(PReLUError) {
    // A stand-in: what is not wanted, and a copy of an x that dx is written over, take memory.
    var spare: [UnsafeMutableBufferPointer<S>] = unsafe []
    defer {
      for index in unsafe spare.indices { unsafe spare[index].deallocate() }
    }
    func allocate(_ count: Int) -> UnsafeMutableBufferPointer<S> {
      let buffer = UnsafeMutableBufferPointer<S>.allocate(capacity: count)
      unsafe spare.append(buffer)
      return unsafe buffer
    }
    let dx = unsafe dx ?? allocate(layout.count)
    let sums = unsafe slopeGradient ?? allocate(layout.channels)
    var copy = unsafe x
    if unsafe UnsafePointer(dx.baseAddress) == x.baseAddress {
      let memory = unsafe allocate(x.count)
      _ = unsafe memory.initialize(from: x)
      unsafe copy = UnsafeBufferPointer(memory)
      try unsafe checkOverlap(.slopeGradient, sums, .input, x)
    }
    if unsafe UnsafePointer(dx.baseAddress) == g.baseAddress {
      try unsafe backwardInPlace(
        copy, slope: slope, gradient: dx, layout: layout, slopeGradient: sums, update: .overwrite,
        threads: threads)
      return
    }
    try unsafe backward(
      copy, slope: slope, gradient: g, layout: layout, inputGradient: dx, slopeGradient: sums,
      update: .overwrite, threads: threads)
  }
}
