import Testing

@testable import MachineFacts

@Suite struct MachineTests {
  @Test func readsTheKernelsFiles() {
    #expect(Machine.field("model name", in: "a\t: 1\nmodel name\t: Some CPU: 2\n") == "Some CPU: 2")
    #expect(Machine.field("model name", in: "nothing") == nil)
    #expect(Machine.chosen("always [madvise] never") == "madvise")
    #expect(Machine.chosen("") == nil)
    #expect(Machine.bytes("48K") == 48 << 10)
    #expect(Machine.bytes("2M") == 2 << 20)
    #expect(Machine.bytes("") == nil)
    #expect(Machine.processors(inList: "0-3,8") == 5)
    #expect(Machine.processors(inList: "0") == 1)
  }

  @Test func aDirectoryWithoutARepositoryHasNoRevision() {
    #expect(Revision.containing("/proc/self/exe") == "unknown")
  }
}
