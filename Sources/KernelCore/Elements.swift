// Elements: contiguous memory, of which each element is computed alone.

/// What a rectifier's kernel computes.
public enum RectifierFunction<Scalar: KernelScalar>: Equatable, Sendable {
  case reluForward
  case reluBackward
  case leakyReLUForward(slope: Scalar)
  case leakyReLUBackward(slope: Scalar)
  case eluForward(alpha: Scalar)
  case eluBackward(alpha: Scalar)
  case eluBackwardFromOutput(alpha: Scalar)
  /// `gammaAlpha` is the product of the two, rounded once.
  case seluForward(gammaAlpha: Scalar, gamma: Scalar)
  case seluBackward(gammaAlpha: Scalar, gamma: Scalar)
  case seluBackwardFromOutput(gammaAlpha: Scalar, gamma: Scalar)
}

/// A call of a rectifier's kernel on `count` contiguous elements. The output may be x or g, and overlaps with nothing
/// else.
@safe public struct RectifierCall<Scalar: KernelScalar> {
  public var function: RectifierFunction<Scalar>
  public var streams: Streams<Scalar>
  public var count: Int
  /// `nonTemporal` only where the output is none of the inputs, and aligned for its type.
  public var stores: KernelStores

  @inlinable @inline(always)
  public init(
    _ function: RectifierFunction<Scalar>, streams: Streams<Scalar>, count: Int,
    stores: KernelStores
  ) {
    self.function = function
    self.streams = streams
    self.count = count
    self.stores = stores
  }
}

/// `KernelSet.rectify`.
@inlinable @inline(always)
public func rectify<I: KernelInstructionSet, T: KernelScalar>(
  _: I.Type, _ call: borrowing RectifierCall<T>
) {
  switch call.function {
  case .reluForward: go(I.self, ReLUForward<T>(), call)
  case .reluBackward: go(I.self, ReLUBackward<T>(), call)
  case .leakyReLUForward(let slope): go(I.self, LeakyReLUForward(slope: slope), call)
  case .leakyReLUBackward(let slope): go(I.self, LeakyReLUBackward(slope: slope), call)
  case .eluForward(let alpha): go(I.self, ELUForward(alpha: alpha), call)
  case .eluBackward(let alpha): go(I.self, ELUBackward(alpha: alpha), call)
  case .eluBackwardFromOutput(let alpha): go(I.self, ELUBackwardFromOutput(alpha: alpha), call)
  case .seluForward(let gammaAlpha, let gamma):
    go(I.self, Scaled(ELUForward(alpha: gammaAlpha), gamma: gamma), call)
  case .seluBackward(let gammaAlpha, let gamma):
    go(I.self, Scaled(ELUBackward(alpha: gammaAlpha), gamma: gamma), call)
  case .seluBackwardFromOutput(let gammaAlpha, let gamma):
    go(I.self, Scaled(ELUBackwardFromOutput(alpha: gammaAlpha), gamma: gamma), call)
  }
}

@inlinable @inline(always)
func go<I: KernelInstructionSet, O: ElementOperation>(
  _: I.Type, _ operation: O, _ call: borrowing RectifierCall<O.Scalar>
) {
  switch call.stores {
  case .ordinary:
    goThroughElements(I.self, operation, OrdinaryStores.self, call.streams, count: call.count)
  case .nonTemporal:
    goThroughElements(I.self, operation, NonTemporalStores.self, call.streams, count: call.count)
  }
}

@inlinable @inline(never)
func goThroughElements<I: KernelInstructionSet, O: ElementOperation, S: StoreKind>(
  _: I.Type, _ operation: O, _: S.Type, _ streams: Streams<O.Scalar>, count: Int
) {
  // In bounds: `at` runs from 0 to `count`.
  let skip = streams.firstLane(I.self, O.self, S.self, at: 0, count: count)
  var at = 0
  if skip > 0 {
    at = min(lanes &- skip, count)
    streams.computeSome(I.self, operation, at: 0, skip: skip, count: at)
  }
  while at &+ lanes <= count {
    streams.compute(I.self, operation, S.self, at: at)
    at &+= lanes
  }
  if at < count {
    streams.computeSome(I.self, operation, at: at, skip: 0, count: count &- at)
  }
  S.end(I.self)
}

extension Streams {
  /// Computes sixteen elements.
  @inlinable @inline(always)
  func compute<I: KernelInstructionSet, O: ElementOperation, S: StoreKind>(
    _: I.Type, _ operation: O, _: S.Type, at: Int
  ) where O.Scalar == T {
    let elements = elements(I.self, O.self, at: at)
    write(I.self, O.self, S.self, operation.output(I.self, elements), at: at)
  }

  /// Computes the `count` elements from index `at` on, which stand in the lanes from `skip` on.
  @inlinable @inline(always)
  func computeSome<I: KernelInstructionSet, O: ElementOperation>(
    _: I.Type, _ operation: O, at: Int, skip: Int, count: Int
  ) where O.Scalar == T {
    let elements = someElements(I.self, O.self, at: at, skip: skip, count: count)
    writeSome(
      I.self, O.self, operation.output(I.self, elements), at: at, skip: skip, count: count)
  }
}
