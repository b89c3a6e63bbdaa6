/// PReLU as somebody puts it together who has BLAS: its functions where there is one, and plain
/// loops where there is none. Temporaries are given beforehand.
///
/// With the slope of a run of contiguous elements a number, and of a row a vector, for `[outer,
/// channels, inner]`. BLAS has no product by element, so rows are multiplied in the loop that a run
/// needs too.
public struct ComposedPReLU<Scalar: BLASScalar> {
  let outer: Int
  let channels: Int
  let inner: Int
  let x: UnsafePointer<Scalar>
  let slope: UnsafePointer<Scalar>
  let first: UnsafeMutablePointer<Scalar>
  let second: UnsafeMutablePointer<Scalar>
  let ones: UnsafePointer<Scalar>

  var count: Int { outer * channels * inner }

  /// Whether neighbours in memory have slopes of their own.
  var isRows: Bool { inner == 1 && channels > 1 }

  /// - Parameters:
  ///   - x: `outer * channels * inner` elements.
  ///   - slope: `channels` elements.
  ///   - temporaries: two buffers of as many elements as x.
  ///   - ones: `outer` elements that are 1.
  public init(
    outer: Int, channels: Int, inner: Int, x: UnsafePointer<Scalar>, slope: UnsafePointer<Scalar>,
    temporaries: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>),
    ones: UnsafePointer<Scalar>
  ) {
    self.outer = outer
    self.channels = channels
    self.inner = inner
    self.x = x
    self.slope = slope
    first = temporaries.0
    second = temporaries.1
    self.ones = ones
  }
}
