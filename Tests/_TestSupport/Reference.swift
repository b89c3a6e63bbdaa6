public import PReLUKernels

/// What a call has to compute: the contract's formulas, element by element.
public struct Reference<Scalar: Number>: Sendable {
  public private(set) var y: [Scalar] = []
  public private(set) var inputGradient: [Scalar] = []
  public private(set) var slopeGradient: [ExactGradient]

  /// The inputs must be finite, and products of x and g not near the subnormal numbers.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public init(_ problem: Problem<Scalar>) {
    let layout = problem.layout
    slopeGradient = [ExactGradient](repeating: ExactGradient(), count: layout.channels)
    y.reserveCapacity(layout.count)
    inputGradient.reserveCapacity(layout.count)
    var index = 0
    for _ in 0..<layout.outer {
      for channel in 0..<layout.channels {
        let slope = problem.slope[channel]
        for _ in 0..<layout.inner {
          let x = problem.x[index]
          let g = problem.gradient[index]
          y.append(x < 0 ? slope * x : x)
          inputGradient.append(x > 0 ? g : slope * g)
          if !(x > 0) { slopeGradient[channel].addProduct(of: x, g) }
          index += 1
        }
      }
    }
  }

  /// Whether the reference can tell a kernel that does something from one that does nothing: both branches
  /// are taken, and change numbers.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func distinguishes(_ problem: Problem<Scalar>) -> Bool {
    y.contains { $0 > 0 } && y.contains { $0 < 0 } && y != problem.x
      && inputGradient.contains { $0 > 0 } && inputGradient.contains { $0 < 0 }
      && inputGradient != problem.gradient
      && slopeGradient.contains { $0.sum.rounded > 0 || $0.sum.rounded < 0 }
  }
}

extension ExactGradient {
  @inline(__always)
  public mutating func addProduct<Scalar: Number>(of x: Scalar, _ g: Scalar) {
    if let x = x as? Float, let g = g as? Float {
      addProduct(x, g)
    } else if let x = x as? Double, let g = g as? Double {
      addProduct(x, g)
    }
  }
}
