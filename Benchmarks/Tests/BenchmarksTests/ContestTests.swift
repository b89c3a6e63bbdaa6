import Measurement
import Testing

/// A clock of the test's own, which the contenders set forward: the machine's would make the order of what is
/// measured depend on what else it does.
private final class Watch {
  var nanoseconds = 0.0

  func contest(timedNanoseconds: Double) -> Contest {
    Contest(timedNanoseconds: timedNanoseconds) { self.nanoseconds }
  }

  func contender(
    _ name: String, taking nanoseconds: Double, call: @escaping () -> Void = {}
  ) -> Contender {
    Contender(name) {
      call()
      self.nanoseconds += nanoseconds
    }
  }
}

@Suite struct ContestTests {
  @Test func timesAreThoseOfTheClock() throws {
    let watch = Watch()
    let timings = try watch.contest(timedNanoseconds: 12e6).run([
      watch.contender("quick", taking: 1000), watch.contender("slow", taking: 4e6),
    ])
    #expect(timings.map(\.median) == [1000, 4e6])
    #expect(timings[0].speedup(over: timings[1]) == 4000)
  }

  @Test func bothOrdersAreGoneThrough() throws {
    let watch = Watch()
    var order: [String] = []
    func note(_ name: String) { if order.last != name { order.append(name) } }
    _ = try watch.contest(timedNanoseconds: 600e3).run(
      ["a", "b", "c"].map { name in watch.contender(name, taking: 50e3) { note(name) } })
    // Batches are found first, in the order given. A round's last block and the next one's first
    // are one run.
    let rounds = ["a", "b", "c", "b", "a", "b", "c", "b", "a", "b", "c", "b", "a"]
    #expect(order == ["a", "b", "c"] + rounds)
  }

  @Test func whoHasFilledItsTimeLeaves() throws {
    let watch = Watch()
    var order: [String] = []
    func note(_ name: String) { if order.last != name { order.append(name) } }
    // A block is 100 us. Two calls of "long" are all of its time.
    _ = try watch.contest(timedNanoseconds: 600e3).run([
      watch.contender("short", taking: 50e3) { note("short") },
      watch.contender("long", taking: 300e3) { note("long") },
    ])
    #expect(order == ["short", "long", "short", "long", "short"])
  }

  @Test func shortCallsAreTimedManyAtOnce() throws {
    let watch = Watch()
    let timings = try watch.contest(timedNanoseconds: 600e3).run([
      watch.contender("short", taking: 100)
    ])
    // 256 calls are the first power of two that takes 20 us.
    #expect(timings[0].calls.isMultiple(of: 256))
    #expect(timings[0].rounds.allSatisfy { $0.allSatisfy { $0 == 100 } })
  }

  @Test func longCallsAreTimedOnceInEachOrder() throws {
    let watch = Watch()
    var calls = 0
    let timings = try watch.contest(timedNanoseconds: 1e6).run([
      watch.contender("long", taking: 5e6) { calls += 1 }
    ])
    #expect(timings[0].rounds.count == 2)
    #expect(timings[0].calls == 2)
    #expect(calls == 5)
  }

  @Test func errorsComeThrough() {
    struct Refused: Error {}
    #expect(throws: Refused.self) {
      try Contest(timedNanoseconds: 1e6).run([Contender("refuses") { throw Refused() }])
    }
  }
}
