// What a rectifier computes of a vector: each element alone, with the same few constants.

/// What a kernel without slopes computes of a vector. It holds its constants as numbers, not as vectors, which a function that is
/// not inlined would be passed in pieces.
///
/// The function is generic over the instruction set for the reason that `KernelInstructionSet` gives.
public protocol ElementOperation: Access {
  func output<I: KernelInstructionSet>(_: I.Type, _ elements: Elements<Scalar>) -> SIMD16<Scalar>
}

/// `y = x < 0 ? +0 : x`
public struct ReLUForward<Scalar: KernelScalar>: ElementOperation {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public static var readsGradient: Bool { false }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    elements.x.replacing(with: .zero, where: Scalar._isNegative(elements.x))
  }
}

/// `dx = x > 0 ? g : +0`
public struct ReLUBackward<Scalar: KernelScalar>: ElementOperation {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    elements.g.replacing(with: .zero, where: Scalar._isNotPositive(elements.x))
  }
}

/// `y = x < 0 ? slope * x : x`
public struct LeakyReLUForward<Scalar: KernelScalar>: ElementOperation {
  @usableFromInline let slope: Scalar

  @inlinable @inline(always)
  init(slope: Scalar) {
    self.slope = slope
  }

  @inlinable @inline(always)
  public static var readsGradient: Bool { false }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    Forward.output(I.self, elements, Slopes(repeating: slope))
  }
}

/// `dx = x > 0 ? g : slope * g`
public struct LeakyReLUBackward<Scalar: KernelScalar>: ElementOperation {
  @usableFromInline let slope: Scalar

  @inlinable @inline(always)
  init(slope: Scalar) {
    self.slope = slope
  }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    Backward<Scalar, NoSums>.output(I.self, elements, Slopes(repeating: slope))
  }
}

/// `y = x < 0 ? alpha * (exp(x) - 1) : x`
public struct ELUForward<Scalar: KernelScalar>: ElementOperation {
  @usableFromInline let alpha: Scalar

  @inlinable @inline(always)
  init(alpha: Scalar) {
    self.alpha = alpha
  }

  @inlinable @inline(always)
  public static var readsGradient: Bool { false }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    let x = elements.x
    return x.replacing(
      with: scaledExpMinusOne(I.self, x, scale: SIMD16(repeating: alpha)),
      where: Scalar._isNegative(x))
  }
}

/// `dx = x > 0 ? g : g * alpha * exp(x)`
public struct ELUBackward<Scalar: KernelScalar>: ElementOperation {
  @usableFromInline let alpha: Scalar

  @inlinable @inline(always)
  init(alpha: Scalar) {
    self.alpha = alpha
  }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    let (x, g) = (elements.x, elements.g)
    return g.replacing(
      with: g * scaledExp(I.self, x, scale: SIMD16(repeating: alpha)),
      where: Scalar._isNotPositive(x))
  }
}

/// `dx = y > 0 ? g : g * (y + alpha)`
public struct ELUBackwardFromOutput<Scalar: KernelScalar>: ElementOperation {
  @usableFromInline let alpha: Scalar

  @inlinable @inline(always)
  init(alpha: Scalar) {
    self.alpha = alpha
  }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    let (y, g) = (elements.x, elements.g)
    return g.replacing(with: g * (y + SIMD16(repeating: alpha)), where: Scalar._isNotPositive(y))
  }
}

/// SELU: ELU with gamma * alpha, and `gamma` times what ELU leaves as it is.
public struct Scaled<Base: ElementOperation>: ElementOperation {
  public typealias Scalar = Base.Scalar

  @usableFromInline let base: Base
  @usableFromInline let gamma: Scalar

  @inlinable @inline(always)
  init(_ base: Base, gamma: Scalar) {
    self.base = base
    self.gamma = gamma
  }

  @inlinable @inline(always)
  public static var readsGradient: Bool { Base.readsGradient }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    let scaled = SIMD16(repeating: gamma) * (Base.readsGradient ? elements.g : elements.x)
    return base.output(I.self, elements).replacing(
      with: scaled,
      where: Base.readsGradient
        ? .!Scalar._isNotPositive(elements.x) : .!Scalar._isNegative(elements.x))
  }
}
