// What a rectifier computes of a vector: each element alone, with the same few constants.

/// What a kernel without slopes computes of a vector. It holds its constants as numbers, not as vectors, which a function that is
/// not inlined would be passed in pieces.
///
/// The function is generic over the instruction set for the reason that `KernelInstructionSet` gives.
public protocol ElementOperation: Access {
  func output<I: KernelInstructionSet>(_: I.Type, _ elements: Elements<Scalar>) -> SIMD16<Scalar>
}

/// `y = x < 0 ? +0 : x`
public struct ReLUForward<Scalar: ComputeScalar>: ElementOperation {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public static var readsGradient: Bool { false }

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    Scalar._whereNegative(elements.x, SIMD16(repeating: 0), else: elements.x)
  }
}

/// `dx = x > 0 ? g : +0`
public struct ReLUBackward<Scalar: ComputeScalar>: ElementOperation {
  @inlinable @inline(always)
  init() {}

  @inlinable @inline(always)
  public func output<I: KernelInstructionSet>(
    _: I.Type, _ elements: Elements<Scalar>
  ) -> SIMD16<Scalar> {
    Scalar._whereNotPositive(elements.x, SIMD16(repeating: 0), else: elements.g)
  }
}

/// `y = x < 0 ? slope * x : x`
public struct LeakyReLUForward<Scalar: ComputeScalar>: ElementOperation {
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
public struct LeakyReLUBackward<Scalar: ComputeScalar>: ElementOperation {
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

/// `y = x < 0 ? alpha * (exp(x) - 1) : x`, with an alpha that is not infinite.
public struct ELUForward<Scalar: ComputeScalar>: ElementOperation {
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
    return Scalar._whereNegative(
      x, scaledExpMinusOne(I.self, x, scale: SIMD16(repeating: alpha)), else: x)
  }
}

/// `dx = x > 0 ? g : g * alpha * exp(x)`
public struct ELUBackward<Scalar: ComputeScalar>: ElementOperation {
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
    return Scalar._whereNotPositive(
      x, g * scaledExp(I.self, x, scale: SIMD16(repeating: alpha)), else: g)
  }
}

/// `dx = y > 0 ? g : g * (y + alpha)`
public struct ELUBackwardFromOutput<Scalar: ComputeScalar>: ElementOperation {
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
    return Scalar._whereNotPositive(y, g * (y + SIMD16(repeating: alpha)), else: g)
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
    let curved = base.output(I.self, elements)
    let factor = SIMD16(repeating: gamma)
    return Base.readsGradient
      ? Scalar._whereNotPositive(elements.x, curved, else: factor * elements.g)
      : Scalar._whereNegative(elements.x, curved, else: factor * elements.x)
  }
}
