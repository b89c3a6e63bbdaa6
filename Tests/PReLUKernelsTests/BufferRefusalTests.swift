import PReLUKernels
import Testing
import _TestSupport

/// Buffers that are misaligned, overlap, or have a wrong count are refused by name in every call and for every pair of types, and
/// nothing is written.
@Suite struct BufferRefusalTests {
  typealias Buffer = PReLUError.Buffer

  @Test(arguments: TypePair.allCases, ArenaCall.allCases)
  func misaligned(_ pair: TypePair, _ call: ArenaCall) throws {
    for buffer in call.read + call.written {
      let stride = try pair.arena().stride(buffer)
      for bytes in 1..<stride {
        let arena = try pair.arena()
        arena.move(buffer, by: bytes)
        #expect(throws: PReLUError.misaligned(buffer, alignment: stride), "by \(bytes)") {
          try arena.run(call)
        }
        #expect(arena.isUntouched)
      }
    }
  }

  /// Nothing is read or written where there is nothing.
  @Test(arguments: TypePair.allCases)
  func emptyMayBeMisaligned(_ pair: TypePair) throws {
    for call in [ArenaCall.rectifierForward, .rectifierBackward, .rectifierBackwardInPlace] {
      let arena = try pair.arena()
      for buffer in call.read + call.written {
        arena.move(buffer, by: 1)
        arena.changeCount(buffer, by: -arena.count(buffer))
      }
      try arena.run(call)
      #expect(arena.isUntouched)
    }
  }

  @Test(arguments: TypePair.allCases, ArenaCall.allCases)
  func overlapping(_ pair: TypePair, _ call: ArenaCall) throws {
    try forPairs(of: call) { output, other in
      for first in [output, other] {
        let second = first == output ? other : output
        let (own, others) = try (bytes(first, pair), bytes(second, pair))
        // All the same, one element in the end of the other, one in its beginning, in the middle of it.
        let step = try max(pair.arena().stride(first), pair.arena().stride(second))
        for distance in Set([0, others - step, step - own, (others - own) / 2 / step * step]) {
          let arena = try pair.arena()
          arena.move(first, to: second, by: distance)
          #expect("\(first) \(distance) bytes behind \(second)") {
            try arena.run(call)
          } throws: { error in
            guard case PReLUError.overlap(let a, let b) = error else { return false }
            return [a, b] == [output, other] || [a, b] == [other, output]
          }
          #expect(arena.isUntouched)
        }
      }
    }
  }

  /// What touches does not overlap.
  @Test(arguments: TypePair.allCases, ArenaCall.allCases)
  func touching(_ pair: TypePair, _ call: ArenaCall) throws {
    try forPairs(of: call) { output, other in
      for distance in try [-bytes(output, pair), bytes(other, pair)] {
        let arena = try pair.arena()
        arena.move(output, to: other, by: distance)
        try arena.run(call)
      }
    }
  }

  @Test(arguments: TypePair.allCases, ArenaCall.allCases)
  func wrongCount(_ pair: TypePair, _ call: ArenaCall) throws {
    for buffer in call.counted {
      for change in [-1, 1] {
        let arena = try pair.arena()
        let count = arena.count(buffer)
        arena.changeCount(buffer, by: change)
        let error = PReLUError.countMismatch(buffer, expected: count, actual: count + change)
        #expect(throws: error) { try arena.run(call) }
        #expect(arena.isUntouched)
      }
    }
  }

  private func bytes(_ buffer: Buffer, _ pair: TypePair) throws -> Int {
    let arena = try pair.arena()
    return arena.count(buffer) * arena.stride(buffer)
  }

  /// Every output with every other buffer.
  private func forPairs(of call: ArenaCall, _ body: (Buffer, Buffer) throws -> Void) rethrows {
    for (index, output) in call.written.enumerated() {
      for other in call.read + call.written[..<index] { try body(output, other) }
    }
  }
}
