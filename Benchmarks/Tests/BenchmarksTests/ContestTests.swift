import Foundation
import Measurement
import Testing

@Suite struct ContestTests {
  @Test func theSlowerOneTakesLonger() throws {
    let timings = try Contest(timedNanoseconds: 12e6).run([
      Contender("quick") { usleep(200) },
      Contender("slow") { usleep(2000) },
    ])
    #expect(timings.count == 2)
    #expect(timings[0].median < timings[1].median)
    #expect(timings[1].median >= 2e6)
    #expect(timings[0].speedup(over: timings[1]) > 2)
  }

  @Test func bothOrdersAreGoneThrough() throws {
    var order: [String] = []
    func note(_ name: String) { if order.last != name { order.append(name) } }
    _ = try Contest(timedNanoseconds: 600e3).run(
      ["a", "b", "c"].map { name in
        Contender(name) {
          note(name)
          usleep(50)
        }
      })
    // Batches are found first, in the order given; a round's last block and the next one's first
    // are one run.
    #expect(order.prefix(9) == ["a", "b", "c", "a", "b", "c", "b", "a", "b"])
  }

  @Test func longCallsAreTimedOnceInEachOrder() throws {
    var calls = 0
    let timings = try Contest(timedNanoseconds: 1e6).run([
      Contender("long") {
        calls += 1
        usleep(5000)
      }
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
