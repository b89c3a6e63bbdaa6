public import CKernelSupport

/// How a kernel writes its output.
public enum KernelStores: Equatable, Sendable {
  /// Through the caches.
  case ordinary
  /// Past the caches, whole cache lines at a time: memory is not read before it is overwritten.
  case nonTemporal

  /// Ends what a thread stores, before another one learns of it: once for all kernels that the thread has called on a block of a call.
  @inlinable @inline(always)
  public func end() {
    if self == .nonTemporal { prelu_stream_end() }
  }
}

/// `KernelStores` as a type, so that each way has a kernel of its own.
public protocol StoreKind {
  /// Writes a vector to an address that is a multiple of 64 where the kernel's blocks are long enough for
  /// `firstLane` to be asked.
  static func store<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ vector: SIMD16<T.Compute>, _ pointer: UnsafeMutablePointer<T>)

  /// Writes thirty-two elements in pairs; an address that is a multiple of 64 for `NonTemporalStores`.
  static func store<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ pair: Pair<SIMD16<T.Compute>>, _ pointer: UnsafeMutablePointer<T>)

  /// Whether stores go past the caches.
  static var passCaches: Bool { get }

  /// The fewest elements whose vectors begin at a cache line.
  static var leastAligned: Int { get }
}

public enum OrdinaryStores: StoreKind {
  @inlinable @inline(always)
  public static func store<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ vector: SIMD16<T.Compute>, _ pointer: UnsafeMutablePointer<T>
  ) {
    unsafe KernelCore.store(I.self, vector, pointer)
  }

  @inlinable @inline(always)
  public static func store<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ pair: Pair<SIMD16<T.Compute>>, _ pointer: UnsafeMutablePointer<T>
  ) {
    unsafe T._storePairs(pair, pointer)
  }

  @inlinable @inline(always)
  public static var passCaches: Bool { false }

  /// One more vector, the first, is only partly used, which short calls would notice.
  @inlinable @inline(always)
  public static var leastAligned: Int { 1024 }
}

public enum NonTemporalStores: StoreKind {
  @inlinable @inline(always)
  public static func store<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ vector: SIMD16<T.Compute>, _ pointer: UnsafeMutablePointer<T>
  ) {
    unsafe T._stream(vector, pointer)
  }

  @inlinable @inline(always)
  public static func store<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ pair: Pair<SIMD16<T.Compute>>, _ pointer: UnsafeMutablePointer<T>
  ) {
    unsafe T._streamPairs(pair, pointer)
  }

  @inlinable @inline(always)
  public static var passCaches: Bool { true }

  /// Nothing may be unaligned.
  @inlinable @inline(always)
  public static var leastAligned: Int { 0 }
}

extension StoreKind {
  /// The lane of the first element in vectors that begin at cache lines: 0 where there are fewer than
  /// `leastAligned` elements, or where no lane would do.
  @inlinable @inline(always)
  static func firstLane<I: KernelInstructionSet, T: KernelScalar>(
    _: I.Type, _ first: UnsafePointer<T>, count: Int
  ) -> Int {
    count < leastAligned
      ? 0 : Int(bitPattern: first) / MemoryLayout<T>.stride & (T.alignedElements &- 1)
  }
}
