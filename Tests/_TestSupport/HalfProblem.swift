public import PReLUKernels

/// The inputs of calls on numbers of sixteen bits, and the same numbers in Float and in Double.
public struct HalfProblem<Value: Half>: Sendable {
  public let layout: Layout
  public let x: [Value]
  public let slope: [Value]
  public let gradient: [Value]
  public let oldSlopeGradient: [Value]
  /// The direction of the input, or the upstream gradient of dx.
  public let u: [Value]
  /// The direction of the slopes, or the upstream gradient of theirs.
  public let v: [Value]

  /// - Parameter slopesArePositive: Whether the output tells the input.
  public init(_ layout: Layout, slopesArePositive: Bool = false) {
    let (first, second) = (Problem<Float>(layout), Problem<Float>(layout, seed: 7))
    self.layout = layout
    x = Value.nearest(first.x)
    slope = Value.nearest(slopesArePositive ? first.slope.map { abs($0) + 0.05 } : first.slope)
    gradient = Value.nearest(first.gradient)
    oldSlopeGradient = Value.nearest(first.oldSlopeGradient)
    u = Value.nearest(second.gradient)
    v = Value.nearest(second.oldSlopeGradient)
  }
}

/// What calls on numbers of sixteen bits have to give: what the kernels of Float compute of the same numbers, rounded once, and the
/// sums of the kernels of Double.
public struct HalfResults<Value: Half> {
  public let y: [Value]
  public let inputGradient: [Value]
  public let tangent: [Value]
  public let toInput: [Value]
  public let toGradient: [Value]
  let sums: SlopeResults<Double>

  /// The gradients of slopes, rounded to the activations' type.
  public var slopesOfSameType: SlopeResults<Value> { sums.map { Value.nearest($0) } }

  /// The gradients of slopes, rounded to Float.
  public var slopesOfFloat: SlopeResults<Float> { sums.map { $0.map { Float($0) } } }

  /// Of one instruction set: bits are the same on all of them, which other tests show.
  ///
  /// - Parameter fromOutput: Whether `x` of the problem is the output, of which there are the gradients of the first order alone.
  public init(_ problem: HalfProblem<Value>, fromOutput: Bool = false) throws {
    let layout = problem.layout
    let (x, slope, g) = (
      widened(problem.x), widened(problem.slope), widened(problem.gradient)
    )
    inputGradient = Value.nearest(
      try PReLU.inputGradient(x, slope: slope, gradient: g, layout: layout))
    let (wideX, wideSlope, wideG) = (
      widenedTwice(x), widenedTwice(slope), widenedTwice(g)
    )
    func slopeGradient(_ update: PReLU.GradientUpdate) throws -> [Double] {
      var sums = widenedTwice(widened(problem.oldSlopeGradient))
      var dx = wideG
      var dxSpan = dx.mutableSpan
      var daSpan = sums.mutableSpan
      if fromOutput {
        try PReLU.backward(
          output: wideX.span, slope: wideSlope.span, gradient: wideG.span, layout: layout,
          inputGradient: &dxSpan, slopeGradient: &daSpan, update: update)
      } else {
        try PReLU.slopeGradient(
          wideX.span, gradient: wideG.span, layout: layout, into: &daSpan, update: update)
      }
      return sums
    }
    let (overwritten, accumulated) = try (slopeGradient(.overwrite), slopeGradient(.accumulate))
    guard !fromOutput else {
      (y, tangent, toInput, toGradient) = ([], [], [], [])
      sums = SlopeResults(gradient: overwritten, accumulated: accumulated, toSlope: [])
      return
    }

    let (u, v) = (widened(problem.u), widened(problem.v))
    y = Value.nearest(try PReLU.forward(x, slope: slope, layout: layout))
    tangent = Value.nearest(
      try PReLU.tangent(x, slope: slope, inputTangent: u, slopeTangent: v, layout: layout))
    let second = try PReLU.doubleBackward(
      x, slope: slope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: v,
      layout: layout)
    toInput = Value.nearest(second.toInput)
    toGradient = Value.nearest(second.toGradient)
    let widest = try PReLU.doubleBackward(
      wideX, slope: wideSlope, gradient: wideG, upstreamOfInputGradient: widenedTwice(u),
      upstreamOfSlopeGradient: widenedTwice(v), layout: layout)
    sums = SlopeResults(
      gradient: overwritten, accumulated: accumulated, toSlope: widest.toSlope)
  }
}

/// The gradients of slopes.
public struct SlopeResults<Slope> {
  public let gradient: [Slope]
  /// The gradient, added to the problem's old one.
  public let accumulated: [Slope]
  /// That of the double backward.
  public let toSlope: [Slope]

  func map<Other>(_ round: ([Slope]) -> [Other]) -> SlopeResults<Other> {
    SlopeResults<Other>(
      gradient: round(gradient), accumulated: round(accumulated), toSlope: round(toSlope))
  }
}
