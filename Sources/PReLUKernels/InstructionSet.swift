internal import CKernelSupport

/// An instruction set that the kernels are compiled for, in rising order.
///
/// Results do not depend on it: the outputs of a call have the same bits on all of them, but for the last bits of ELU and SELU, which have
/// some with fused multiply-adds (v3, v4) and others without (portable, v2).
///
/// The best one that the processor *and* the operating system support is found once. The environment
/// variable `PRELU_ISA` (`portable`, `v2`, `v3`, `v4`), read at the same moment, chooses a lower one.
public enum InstructionSet: String, CaseIterable, Comparable, Sendable {
  /// What the compiler generates by default for the architecture: SSE2 on x86-64, NEON on AArch64.
  case portable
  /// x86-64-v2: SSE4.2.
  case v2
  /// x86-64-v3: AVX2 and FMA.
  case v3
  /// x86-64-v4: AVX-512 F, BW, CD, DQ and VL.
  case v4

  /// Whether the left instruction set is the lower one.
  public static func < (left: InstructionSet, right: InstructionSet) -> Bool {
    left.level < right.level
  }

  /// The instruction sets that can be used here, in rising order; never empty.
  public static let supported: [InstructionSet] = allCases.filter { $0.isSupported }

  /// The instruction set that calls use which do not pin another.
  ///
  /// - Throws: `PReLUError.unknownInstructionSet` or `.unsupportedInstructionSet` where `PRELU_ISA` names
  ///   none, or one that cannot be used here.
  public static var current: InstructionSet {
    get throws(PReLUError) { try choice.get() }
  }
}

extension InstructionSet {
  private var level: Int {
    switch self {
    case .portable: 1
    case .v2: 2
    case .v3: 3
    case .v4: 4
    }
  }

  private var isSupported: Bool { level <= Self.machineLevel }

  /// The level of the best instruction set here. Asked once: a virtual machine answers CPUID in
  /// microseconds.
  private static let machineLevel: Int = {
    #if PRELU_X86_KERNELS
      Int(prelu_x86_64_level())
    #else
      InstructionSet.portable.level
    #endif
  }()

  private static let choice = choose(Environment.value("PRELU_ISA"))

  /// The choice that a value of `PRELU_ISA` makes; an empty value is none.
  static func choose(_ value: String?) -> Result<InstructionSet, PReLUError> {
    guard let value, !value.isEmpty else {
      return .success(supported[supported.count - 1])
    }
    guard let wanted = InstructionSet(rawValue: value) else {
      return .failure(.unknownInstructionSet(value, possible: supported))
    }
    guard wanted.isSupported else {
      return .failure(.unsupportedInstructionSet(wanted, possible: supported))
    }
    return .success(wanted)
  }

  /// `choice` where it and the other choices of the environment succeeded: a byte that is read without
  /// reference counting in every call.
  private static let valid: InstructionSet? = {
    guard case .success = LastLevelCache.current else { return nil }
    return try? choice.get()
  }()

  /// The instruction set of one call: the one it pins, or the current one. A wrong `PRELU_ISA` or
  /// `PRELU_CACHE_SIZE` is an error even then, so that it does not hide.
  @inline(always)
  static func resolve(_ pinned: InstructionSet?) throws(PReLUError) -> InstructionSet {
    guard let current = valid else {
      // In the order of C's statuses: where several things are wrong the lowest is promised there.
      let current = try choice.get()
      _ = try LastLevelCache.current.get()
      return current
    }
    guard let pinned else { return current }
    guard pinned.isSupported else {
      throw .unsupportedInstructionSet(pinned, possible: supported)
    }
    return pinned
  }
}
