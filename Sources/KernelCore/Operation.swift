/// One vector of each input.
public struct Elements<T: KernelScalar> {
  @usableFromInline var x: SIMD16<T>
  /// The upstream gradient; of no meaning to an operation that reads none.
  @usableFromInline var g: SIMD16<T>

  @inlinable @inline(always)
  init(x: SIMD16<T>, g: SIMD16<T>) {
    self.x = x
    self.g = g
  }
}

/// Which of its streams a kernel touches.
public protocol Access {
  associatedtype Scalar: KernelScalar

  static var readsGradient: Bool { get }
  static var writesOutput: Bool { get }
}

extension Access {
  @inlinable @inline(always)
  public static var readsGradient: Bool { true }
  @inlinable @inline(always)
  public static var writesOutput: Bool { true }
}

/// What a kernel with slopes computes of a vector, whichever way it goes through memory.
///
/// The functions are generic over the instruction set for the reason that `KernelInstructionSet` gives.
public protocol Operation: Access {
  associatedtype Sums: LaneSums

  static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, slope: SIMD16<Scalar>
  ) -> SIMD16<Scalar>

  static func add<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, to sums: inout Sums)

  /// `add` in a border of two runs: in the lanes below lane `count`.
  static func addFirst<I: KernelInstructionSet>(
    _: I.Type, _ count: Int, of elements: Elements<Scalar>, to sums: inout Sums)

  /// What `add` adds in the other lanes of a border.
  static func others<I: KernelInstructionSet>(
    _: I.Type, after count: Int, of elements: Elements<Scalar>
  ) -> Sums
}

extension Operation where Sums == NoSums {
  @inlinable @inline(always)
  public static func add<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, to sums: inout NoSums
  ) {}

  @inlinable @inline(always)
  public static func addFirst<I: KernelInstructionSet>(
    _: I.Type, _ count: Int, of elements: Elements<Scalar>, to sums: inout NoSums
  ) {}

  @inlinable @inline(always)
  public static func others<I: KernelInstructionSet>(
    _: I.Type, after count: Int, of elements: Elements<Scalar>
  ) -> NoSums { .none }
}

/// `y = x < 0 ? slope * x : x`
public enum Forward<Scalar: KernelScalar>: Operation {
  public typealias Sums = NoSums

  @inlinable @inline(always)
  public static var readsGradient: Bool { false }

  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, slope: SIMD16<Scalar>
  ) -> SIMD16<Scalar> {
    elements.x.replacing(with: slope * elements.x, where: Scalar._isNegative(elements.x))
  }
}

/// `dx = x > 0 ? g : slope * g`, and to the sums `x > 0 ? 0 : g * x`, which are the slope's gradient.
public enum Backward<Scalar: KernelScalar>: Operation {
  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, slope: SIMD16<Scalar>
  ) -> SIMD16<Scalar> {
    elements.g.replacing(with: slope * elements.g, where: Scalar._isNotPositive(elements.x))
  }

  @inlinable @inline(always)
  public static func add<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, to sums: inout SIMD16<Double>
  ) {
    sums = Scalar._addingProducts(sums, x: elements.x, g: elements.g)
  }

  @inlinable @inline(always)
  public static func addFirst<I: KernelInstructionSet>(
    _: I.Type, _ count: Int, of elements: Elements<Scalar>, to sums: inout SIMD16<Double>
  ) {
    sums = Scalar._addingFirstProducts(count, sums, x: elements.x, g: elements.g)
  }

  @inlinable @inline(always)
  public static func others<I: KernelInstructionSet>(
    _: I.Type, after count: Int, of elements: Elements<Scalar>
  ) -> SIMD16<Double> {
    Scalar._otherProducts(count, x: elements.x, g: elements.g)
  }
}

/// The one half of `Backward`: dx.
public enum BackwardInput<Scalar: KernelScalar>: Operation {
  public typealias Sums = NoSums

  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, slope: SIMD16<Scalar>
  ) -> SIMD16<Scalar> {
    Backward.output(I.self, elements, slope: slope)
  }
}

/// The other half of `Backward`: the slope's gradient.
public enum BackwardSlope<Scalar: KernelScalar>: Operation {
  @inlinable @inline(always)
  public static var writesOutput: Bool { false }

  /// Never asked for.
  @inlinable @inline(always)
  public static func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, slope: SIMD16<Scalar>
  ) -> SIMD16<Scalar> {
    .zero
  }

  @inlinable @inline(always)
  public static func add<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>, to sums: inout SIMD16<Double>
  ) {
    Backward.add(I.self, elements, to: &sums)
  }

  @inlinable @inline(always)
  public static func addFirst<I: KernelInstructionSet>(
    _: I.Type, _ count: Int, of elements: Elements<Scalar>, to sums: inout SIMD16<Double>
  ) {
    Backward.addFirst(I.self, count, of: elements, to: &sums)
  }

  @inlinable @inline(always)
  public static func others<I: KernelInstructionSet>(
    _: I.Type, after count: Int, of elements: Elements<Scalar>
  ) -> SIMD16<Double> {
    Backward.others(I.self, after: count, of: elements)
  }
}
