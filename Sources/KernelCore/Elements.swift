// Elements: contiguous memory, of which each element is computed alone.

/// What a rectifier's kernel computes.
public enum RectifierFunction: Equatable, Sendable {
  case reluForward, reluBackward
  case leakyReLUForward, leakyReLUBackward
  case eluForward, eluBackward, eluBackwardFromOutput
  case seluForward, seluBackward, seluBackwardFromOutput
}

/// The constants of a rectifier, of those it has. Kernels round them to the elements' type.
///
/// Not of that type here: a structure whose size depends on a type makes a generic function ask the runtime for it in every
/// call, which took twice as long as 64 elements.
public struct RectifierConstants: Sendable {
  /// What multiplies where x is negative: Leaky ReLU's slope, ELU's alpha, SELU's product of gamma and alpha.
  public var negative: Double
  /// SELU's gamma.
  public var gamma: Double

  @inlinable @inline(always)
  public init(negative: Double = 0, gamma: Double = 1) {
    self.negative = negative
    self.gamma = gamma
  }
}

/// `KernelSet.rectify`.
@inlinable @inline(always)
public func rectify<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ function: RectifierFunction, _ constants: RectifierConstants,
  _ streams: Streams<T>, count: Int, stores: KernelStores
) {
  let (negative, gamma) = (T.Compute(constants.negative), T.Compute(constants.gamma))
  switch function {
  // exp(x) - 1 is below 0 where x is, so that infinitely many times it is infinitely many times x. What the exponential is made of may be
  // 0, or of either sign.
  case .eluForward where negative.isInfinite:
    go(I.self, LeakyReLUForward(slope: negative), streams, count, stores)
  case .seluForward where negative.isInfinite:
    go(I.self, Scaled(LeakyReLUForward(slope: negative), gamma: gamma), streams, count, stores)
  case .reluForward: go(I.self, ReLUForward<T.Compute>(), streams, count, stores)
  case .reluBackward: go(I.self, ReLUBackward<T.Compute>(), streams, count, stores)
  case .leakyReLUForward: go(I.self, LeakyReLUForward(slope: negative), streams, count, stores)
  case .leakyReLUBackward: go(I.self, LeakyReLUBackward(slope: negative), streams, count, stores)
  case .eluForward: go(I.self, ELUForward(alpha: negative), streams, count, stores)
  case .eluBackward: go(I.self, ELUBackward(alpha: negative), streams, count, stores)
  case .eluBackwardFromOutput:
    go(I.self, ELUBackwardFromOutput(alpha: negative), streams, count, stores)
  case .seluForward:
    go(I.self, Scaled(ELUForward(alpha: negative), gamma: gamma), streams, count, stores)
  case .seluBackward:
    go(I.self, Scaled(ELUBackward(alpha: negative), gamma: gamma), streams, count, stores)
  case .seluBackwardFromOutput:
    go(
      I.self, Scaled(ELUBackwardFromOutput(alpha: negative), gamma: gamma), streams, count, stores)
  }
}

@inlinable @inline(always)
func go<I: KernelInstructionSet, O: ElementOperation, T: KernelScalar>(
  _: I.Type, _ operation: O, _ streams: Streams<T>, _ count: Int, _ stores: KernelStores
) where T.Compute == O.Scalar {
  switch stores {
  case .ordinary:
    goThroughElements(I.self, operation, OrdinaryStores.self, streams, count: count)
  case .nonTemporal:
    goThroughElements(I.self, operation, NonTemporalStores.self, streams, count: count)
  }
}

@inlinable @inline(never)
func goThroughElements<I: KernelInstructionSet, O: ElementOperation, S: StoreKind, T: KernelScalar>(
  _: I.Type, _ operation: O, _: S.Type, _ streams: Streams<T>, count: Int
) where T.Compute == O.Scalar {
  // In bounds: `at` runs from 0 to `count`.
  let skip = streams.firstLane(I.self, O.self, S.self, at: 0, count: count)
  var at = 0
  if skip > 0 {
    at = min(lanes &- skip, count)
    streams.computeSome(I.self, operation, at: 0, skip: skip, count: at)
  }
  if streams.comeInPairs(O.self) {
    if at &+ lanes <= count, streams.isAmidPairs(O.self, at: at) {
      streams.compute(I.self, operation, S.self, at: at)
      at &+= lanes
    }
    while at &+ 2 &* lanes <= count {
      streams.computePairs(I.self, operation, S.self, at: at)
      at &+= 2 &* lanes
    }
  }
  while at &+ lanes <= count {
    streams.compute(I.self, operation, S.self, at: at)
    at &+= lanes
  }
  if at < count {
    streams.computeSome(I.self, operation, at: at, skip: 0, count: count &- at)
  }
}

extension Streams {
  /// Computes sixteen elements.
  @inlinable @inline(always)
  func compute<I: KernelInstructionSet, O: ElementOperation, S: StoreKind>(
    _: I.Type, _ operation: O, _: S.Type, at: Int
  ) where O.Scalar == T.Compute {
    let elements = elements(I.self, O.self, at: at)
    write(I.self, O.self, S.self, operation.output(I.self, elements), at: at)
  }

  /// Computes the `count` elements from index `at` on, which stand in the lanes from `skip` on.
  @inlinable @inline(always)
  func computeSome<I: KernelInstructionSet, O: ElementOperation>(
    _: I.Type, _ operation: O, at: Int, skip: Int, count: Int
  ) where O.Scalar == T.Compute {
    let elements = someElements(I.self, O.self, at: at, skip: skip, count: count)
    writeSome(
      I.self, O.self, operation.output(I.self, elements), at: at, skip: skip, count: count)
  }
}
