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

  @Test func theLastLevelCacheIsTheHighestThatHoldsData() {
    typealias Cache = Machine.Cache
    let caches = [
      Cache(level: 1, kind: "Data", bytes: 1, sharers: 1),
      Cache(level: 3, kind: "Unified", bytes: 3, sharers: 2),
      Cache(level: 2, kind: "Unified", bytes: 2, sharers: 1),
      Cache(level: 4, kind: "Instruction", bytes: 4, sharers: 1),
    ]
    #expect(Machine.lastLevelBytes(of: caches) == 3)
    #expect(Machine.lastLevelBytes(of: []) == 32 << 20)
  }

  @Test func aDirectoryWithoutARepositoryHasNoRevision() {
    #expect(Revision.containing("/proc/self/exe") == "unknown")
  }
}
