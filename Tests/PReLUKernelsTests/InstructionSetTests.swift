import Foundation
import Testing

@testable import PReLUKernels

@Suite struct InstructionSetTests {
  typealias Choice = Result<InstructionSet, PReLUError>

  @Test func portableIsAlwaysSupported() {
    #expect(InstructionSet.supported.first == .portable)
    #expect(InstructionSet.supported == InstructionSet.supported.sorted())
  }

  @Test func order() {
    #expect(InstructionSet.allCases.shuffled().sorted() == [.portable, .v2, .v3, .v4])
  }

  /// Without a value, or with an empty one, the best.
  @Test(arguments: [nil, ""])
  func best(_ value: String?) throws {
    let best = try #require(InstructionSet.supported.max())
    #expect(InstructionSet.choose(value) == Choice.success(best))
  }

  @Test(arguments: InstructionSet.supported)
  func chosen(_ instructionSet: InstructionSet) {
    #expect(InstructionSet.choose(instructionSet.rawValue) == Choice.success(instructionSet))
  }

  @Test(arguments: ["v5", "V2", " v2", "v2 ", "avx2", "best", "4"])
  func unknown(_ value: String) {
    let error = PReLUError.unknownInstructionSet(value, possible: InstructionSet.supported)
    #expect(InstructionSet.choose(value) == Choice.failure(error))
  }

  @Test(
    .enabled(
      if: InstructionSet.supported != InstructionSet.allCases,
      "every instruction set is supported here; the build without x86 modules runs this test"),
    arguments: InstructionSet.allCases.filter { !InstructionSet.supported.contains($0) })
  func unsupported(_ instructionSet: InstructionSet) {
    let error = PReLUError.unsupportedInstructionSet(
      instructionSet, possible: InstructionSet.supported)
    #expect(InstructionSet.choose(instructionSet.rawValue) == Choice.failure(error))
    #expect(throws: error) { try InstructionSet.resolve(instructionSet) }
  }

  @Test func resolve() throws {
    #expect(try InstructionSet.resolve(nil) == InstructionSet.current)
    for instructionSet in InstructionSet.supported {
      #expect(try InstructionSet.resolve(instructionSet) == instructionSet)
    }
  }

  #if os(Linux) && PRELU_X86_KERNELS
    /// What the system says about the processor agrees with what is supported.
    @Test func agreesWithSystem() throws {
      let needed: [InstructionSet: Set<Substring>] = [
        .portable: [],
        .v2: ["pni", "ssse3", "cx16", "sse4_1", "sse4_2", "popcnt", "lahf_lm"],
        .v3: ["avx", "avx2", "fma", "f16c", "movbe", "bmi1", "bmi2", "abm"],
        .v4: ["avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl"],
      ]
      let line = try #require(
        String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8).split(separator: "\n")
          .first { $0.hasPrefix("flags") })
      let flags = Set(line.split(separator: " "))
      var neededSoFar: Set<Substring> = []
      for instructionSet in InstructionSet.allCases {
        neededSoFar.formUnion(try #require(needed[instructionSet]))
        let isSupported = InstructionSet.supported.contains(instructionSet)
        #expect(isSupported == neededSoFar.isSubset(of: flags), "\(instructionSet)")
      }
    }
  #endif
}
