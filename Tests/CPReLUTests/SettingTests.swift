import CPReLU
import CPReLUHeader
import Glibc
import PReLUKernels
import Testing
import _TestSupport

/// What is set for the whole process: tested in processes of their own.
@Suite struct SettingTests {
  /// The statuses of a forward and a backward call that write what they should, or nothing.
  private static func callAll() -> [Int32] {
    let arena = CArena<F32>()
    let statuses = [arena.forward(), arena.backward()]
    #expect(arena.isUntouched == (statuses != [0, 0]))
    var empty = CArena<F64>()
    empty.outer = 0
    let statusesOfEmpty = [empty.forward(), empty.backward()]
    #expect(empty.isUntouched == (statusesOfEmpty != [0, 0]))
    return statuses + statusesOfEmpty
  }

  @Test func threads() async {
    await #expect(processExitsWith: .success) {
      for count: Int32 in [1, 2, .max, 0] {
        prelu_set_threads(count)
        #expect(SettingTests.callAll() == [0, 0, 0, 0])
      }
      for count: Int32 in [-1, .min] {
        prelu_set_threads(count)
        let refused = code(PRELU_INVALID_THREAD_COUNT)
        #expect(SettingTests.callAll() == [refused, refused, refused, refused])
      }
      prelu_set_threads(0)
      #expect(SettingTests.callAll() == [0, 0, 0, 0])
    }
  }

  @Test func instructionSet() throws {
    #expect(try String(cString: prelu_isa()) == InstructionSet.current.rawValue)
  }

  @Test(arguments: InstructionSet.supported)
  func environmentChoosesInstructionSet(_ instructionSet: InstructionSet) async {
    await #expect(processExitsWith: .success) { [name = instructionSet.rawValue as String] in
      setenv("PRELU_ISA", name, 1)
      #expect(String(cString: prelu_isa()) == name)
      #expect(SettingTests.callAll() == [0, 0, 0, 0])
    }
  }

  @Test func unknownInstructionSet() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_ISA", "avx512", 1)
      let status = code(PRELU_UNKNOWN_INSTRUCTION_SET)
      #expect(SettingTests.callAll() == [status, status, status, status])
      #expect(String(cString: prelu_isa()).contains("PRELU_ISA=avx512 names no instruction set"))
      // The lower number comes first.
      prelu_set_threads(-1)
      #expect(SettingTests.callAll() == [status, status, status, status])
    }
  }

  @Test func invalidCacheSize() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "32MB", 1)
      let status = code(PRELU_INVALID_CACHE_SIZE)
      #expect(SettingTests.callAll() == [status, status, status, status])
      // The lower number comes first.
      prelu_set_threads(-1)
      #expect(SettingTests.callAll() == [status, status, status, status])
      // The instruction set is none the worse for it.
      #expect(InstructionSet(rawValue: String(cString: prelu_isa())) != nil)
    }
  }

  @Test func wrongInstructionSetAndCacheSize() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "32MB", 1)
      setenv("PRELU_ISA", "avx512", 1)
      let status = code(PRELU_UNKNOWN_INSTRUCTION_SET)
      #expect(SettingTests.callAll() == [status, status, status, status])
    }
  }

  @Test(arguments: ["0", "64K", ""])
  func cacheSize(_ size: String) async {
    await #expect(processExitsWith: .success) { [size = size as String] in
      setenv("PRELU_CACHE_SIZE", size, 1)
      #expect(SettingTests.callAll() == [0, 0, 0, 0])
    }
  }

  @Test(
    .enabled(
      if: InstructionSet.supported != InstructionSet.allCases,
      "every instruction set is supported here; the build without x86 modules runs this test"))
  func unsupportedInstructionSet() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_ISA", "v4", 1)
      let status = code(PRELU_UNSUPPORTED_INSTRUCTION_SET)
      #expect(SettingTests.callAll() == [status, status, status, status])
      #expect(String(cString: prelu_isa()).contains("v4 is not supported here"))
    }
  }
}
