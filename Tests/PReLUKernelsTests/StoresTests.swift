import Foundation
import KernelCore
import Testing
import _TestSupport

@testable import PReLUKernels

/// Where a call writes past the caches, and that its results do not show it.
///
/// `PRELU_CACHE_SIZE` is read once a process, so what follows from it is tested in processes of their own.
@Suite struct StoresTests {
  static let all: [Stores] = [.automatic, .ordinary, .nonTemporal]

  /// What is five thirds of the caches of all threads goes past them forward, six fifths backward and with slopes laid out, three quarters
  /// with a sum for every element, but for the rounding of a few bytes.
  @Test func automaticByFootprint() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "1M", 1)
      let cache = try LastLevelCache.current.get()
      #expect(cache.bytes == 1 << 20)
      for (threads, caches) in [(1, 1), (cache.sharers, 1), (cache.sharers + 1, 2)] {
        let bytes = caches << 20
        let bounds: [(CallTraffic, Int)] = [
          (CallTraffic(streams: 2), bytes * 5 / 3), (CallTraffic(streams: 3), bytes * 6 / 5),
          (CallTraffic(streams: 5), bytes * 6 / 5),
          (CallTraffic(streams: 2, laysOutSlopes: true), bytes * 6 / 5),
          (CallTraffic(streams: 3, leavesSumsOfElements: true), bytes * 3 / 4),
        ]
        for (traffic, held) in bounds {
          for bytes in [0, 1, held - 8, held + 8, .max] {
            let stores = Stores.automatic.chosen(
              isPastCaches: traffic.isPastCaches(
                elements: 32_769, bytes: bytes, threads: threads), allowed: true)
            let place = "\(bytes) bytes, \(traffic), \(threads) threads"
            #expect(stores == (bytes <= held ? .ordinary : .nonTemporal), "\(place)")
          }
        }
      }
    }
  }

  /// A cache of no bytes holds nothing, but what a small call works on, of however many blocks.
  @Test func automaticWithoutCache() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "0", 1)
      for threads in [1, 64] {
        for elements in [32_768, 32_769] {
          let stores = Stores.automatic.chosen(
            isPastCaches: CallTraffic.evenly.isPastCaches(
              elements: elements, bytes: 1 << 20, threads: threads), allowed: true)
          let place = "\(elements) elements, \(threads) threads"
          #expect(stores == (elements > 32_768 ? .nonTemporal : .ordinary), "\(place)")
        }
      }
    }
  }

  /// What is forced holds wherever the memory is.
  @Test(arguments: [false, true])
  func forced(_ isPastCaches: Bool) {
    #expect(Stores.ordinary.chosen(isPastCaches: isPastCaches, allowed: true) == .ordinary)
    #expect(Stores.nonTemporal.chosen(isPastCaches: isPastCaches, allowed: true) == .nonTemporal)
  }

  /// Not over an input, nor to addresses at which a processor refuses it, whatever is wanted.
  @Test(arguments: all)
  func notAllowed(_ stores: Stores) {
    #expect(stores.chosen(isPastCaches: true, allowed: false) == .ordinary)
    #expect(stores.chosenForSmallCall(allowed: false) == .ordinary)
  }

  /// An output is allowed to pass the caches where it is no input, and where a second one stands in the same places of cache lines.
  /// Only addresses are looked at.
  @Test func allowedOfStreams() {
    func memory(_ address: Int) -> UnsafeMutablePointer<Float> {
      UnsafeMutablePointer(bitPattern: address)!
    }
    func isAllowed(
      _ x: Int, _ g: Int, _ output: Int?, _ second: Int? = nil
    ) -> Bool {
      Streams(
        x: memory(x), g: memory(g), u: memory(x), output: output.map(memory),
        secondOutput: second.map(memory)
      ).mayPassCaches
    }
    let (x, g, y) = (4096, 8192, 12_288)
    #expect(isAllowed(x, x, y))
    #expect(isAllowed(x, g, y))
    #expect(!isAllowed(x, x, x))
    #expect(!isAllowed(x, g, g))
    #expect(!isAllowed(x, g, x))
    #expect(!isAllowed(x, g, nil))
    #expect(isAllowed(x, g, y, y + 4096))
    #expect(isAllowed(x, g, nil, y))
    #expect(!isAllowed(x, g, y, y + 4096 + 4))
  }

  @Test func smallCall() {
    #expect(Stores.automatic.chosenForSmallCall(allowed: true) == .ordinary)
    #expect(Stores.ordinary.chosenForSmallCall(allowed: true) == .ordinary)
    #expect(Stores.nonTemporal.chosenForSmallCall(allowed: true) == .nonTemporal)
  }

  /// Wherever in a cache line the buffers begin.
  @Test(arguments: NumberType.allCases, 0..<16)
  func sameBits(_ number: NumberType, _ offset: Int) throws {
    for named in NamedLayout.small {
      try Self.expectSameBits(number.type, named.layout, offset: offset, threads: 1)
    }
  }

  @Test(arguments: NumberType.allCases, NamedLayout.large + NamedLayout.atCeiling)
  func sameBitsOfLargeCalls(_ number: NumberType, _ named: NamedLayout) throws {
    try Self.expectSameBits(number.type, named.layout, offset: 1, threads: 3)
  }

  /// Where every large call goes past the caches by itself.
  @Test func sameBitsWithoutCache() async {
    await #expect(processExitsWith: .success) {
      setenv("PRELU_CACHE_SIZE", "0", 1)
      for named in NamedLayout.large {
        try StoresTests.expectSameBits(Float.self, named.layout, offset: 3, threads: 2)
        try StoresTests.expectSameBits(Double.self, named.layout, offset: 3, threads: 2)
      }
    }
  }

  /// Every kind of stores leaves what `.ordinary` leaves, on every instruction set.
  private static func expectSameBits<Scalar: Number>(
    _: Scalar.Type, _ layout: Layout, offset: Int, threads: Int
  ) throws {
    let problem = Problem<Scalar>(layout)
    let buffers = Buffers(problem, offset: offset)
    func results(_ setting: Setting) throws -> [[Scalar]] {
      try buffers.forward(setting)
      try buffers.backward(setting)
      return [buffers.y, buffers.inputGradient, buffers.slopeGradient].map { Array($0.constant) }
    }
    let expected = try results(Setting.all(threads: [1], stores: [.ordinary])[0])
    for setting in Setting.all(threads: [threads], stores: all) {
      for (actual, expected) in try zip(results(setting), expected) {
        #expect(difference(actual, expected) == nil, "\(setting), offset \(offset), \(problem)")
      }
    }
    #expect(buffers.marginsAreIntact, "\(problem)")
  }
}
