/// One vector of each input.
public struct Elements<T: ComputeScalar> {
  @usableFromInline var x: SIMD16<T>
  /// The upstream gradient; of no meaning to an operation that reads none.
  @usableFromInline var g: SIMD16<T>
  /// The direction in which x changes; of no meaning to an operation that is not of the second order.
  @usableFromInline var u: SIMD16<T>

  @inlinable @inline(always)
  init(x: SIMD16<T>, g: SIMD16<T>, u: SIMD16<T>) {
    self.x = x
    self.g = g
    self.u = u
  }
}

/// Which of its streams a kernel touches.
public protocol Access {
  associatedtype Scalar: ComputeScalar

  static var readsGradient: Bool { get }
  static var writesOutput: Bool { get }
  /// Whether there are a direction, u and v, and two outputs, either of which may be `nil`.
  static var isSecondOrder: Bool { get }
}

extension Access {
  @inlinable @inline(always)
  public static var readsGradient: Bool { true }
  @inlinable @inline(always)
  public static var writesOutput: Bool { true }
  @inlinable @inline(always)
  public static var isSecondOrder: Bool { false }
}

/// What a kernel with slopes computes of a vector, whichever way it goes through memory.
///
/// The functions are generic over the instruction set for the reason that `KernelInstructionSet` gives.
public protocol Operation: Access {
  associatedtype Sums: LaneSums

  static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar>

  /// What an operation of the second order writes to its second output.
  static func secondOutput<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar>

  /// The two factors of what each element adds to the sum of its slope where not `x > 0`.
  static func factors<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> (SIMD16<Scalar>, SIMD16<Scalar>)
}

extension Operation {
  /// Never asked for.
  @inlinable @inline(always)
  public static func secondOutput<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar> {
    SIMD16(repeating: 0)
  }

  @inlinable @inline(always)
  public static func factors<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> (SIMD16<Scalar>, SIMD16<Scalar>) {
    (elements.x, elements.g)
  }
}

/// `y = x < 0 ? slope * x : x`
public enum Forward<Scalar: ComputeScalar>: Operation {
  public typealias Sums = NoSums

  @inlinable @inline(always)
  public static var readsGradient: Bool { false }

  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar> {
    Scalar._whereNegative(elements.x, slopes.slope * elements.x, else: elements.x)
  }
}

/// `dx = x > 0 ? g : slope * g`, and to the sums, if there are any, `x > 0 ? 0 : x * g`, which are the slope's gradient.
public enum Backward<Scalar: ComputeScalar, Sums: LaneSums>: Operation {
  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar> {
    Scalar._whereNotPositive(elements.x, slopes.slope * elements.g, else: elements.g)
  }
}

/// The slope's gradient alone.
public enum BackwardSlope<Scalar: ComputeScalar, Sums: LaneSums>: Operation {
  @inlinable @inline(always)
  public static var writesOutput: Bool { false }

  /// Never asked for.
  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar> {
    SIMD16(repeating: 0)
  }
}

/// The second order: how y changes in a direction, and the gradients of the gradients. With (u, v) the direction in which x
/// and the slope change, or the upstream gradients of dx and the slope's gradient, it is
/// `x > 0 ? u : slope * u + v * x`, y's tangent or the gradient to g; to the second output `x > 0 ? 0 : v * g`, the gradient
/// to x; and to the sums, if there are any, `x > 0 ? 0 : u * g`, which are the gradient to the slope.
public enum SecondOrder<Scalar: ComputeScalar, Sums: LaneSums>: Operation {
  @inlinable @inline(always)
  public static var isSecondOrder: Bool { true }

  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar> {
    Scalar._whereNotPositive(
      elements.x, slopes.slope * elements.u + slopes.v * elements.x, else: elements.u)
  }

  @inlinable @inline(always)
  public static func secondOutput<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, _ slopes: Slopes<Scalar>
  ) -> SIMD16<Scalar> {
    Scalar._whereNotPositive(elements.x, slopes.v * elements.g, else: SIMD16(repeating: 0))
  }

  @inlinable @inline(always)
  public static func factors<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> (SIMD16<Scalar>, SIMD16<Scalar>) {
    (elements.u, elements.g)
  }
}
