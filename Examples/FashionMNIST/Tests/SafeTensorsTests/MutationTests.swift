import Testing

@testable import SafeTensors

/// Ten thousand files that something happened to: each is read, or refused with an error of the module's own type.
@Suite struct MutationTests {
  /// What can happen to a file.
  enum Mutation: CaseIterable {
    case flippedBits, changedBytes, cutShort, moreBytes, otherHeaderLength, headerEdit, otherNumber,
      doubledPart, removedPart
  }

  @Test func mutatedFilesAreReadOrRefused() throws {
    let original = try exampleFile().encoded()
    var generator = SplitMix64(seed: 2015)
    var (read, refused) = (0, 0)
    for index in 0..<10_000 {
      let mutation = Mutation.allCases[index % Mutation.allCases.count]
      let bytes = mutate(original, mutation, &generator)
      do throws(SafeTensorsError) {
        let file = try TensorFile(bytes: bytes)
        read += 1
        // What was read can be used: it is written and read again.
        let again = try TensorFile(bytes: file.encoded())
        #expect(again == file)
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    // Mutations that all failed alike would prove nothing.
    #expect(read > 500)
    #expect(refused > 5_000)
  }

  private func mutate(
    _ original: [UInt8], _ mutation: Mutation, _ generator: inout SplitMix64
  ) -> [UInt8] {
    var bytes = original
    let headerEnd = 8 + Int(original[0]) + Int(original[1]) << 8
    switch mutation {
    case .flippedBits:
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[index(bytes.indices, &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
    case .changedBytes:
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[index(bytes.indices, &generator)] = .random(in: 0...255, using: &generator)
      }
    case .cutShort: bytes.removeLast(index(1..<bytes.count + 1, &generator))
    case .moreBytes:
      bytes.append(contentsOf: repeatElement(0, count: index(1..<64, &generator)))
    case .otherHeaderLength:
      let bits = UInt64.random(in: 0..<64, using: &generator)
      let length = UInt64.random(in: 0...UInt64.max, using: &generator) >> bits
      bytes.replaceSubrange(0..<8, with: lengthBytes(length))
    case .headerEdit:
      // What the format's syntax is made of, where it does not belong.
      let piece = Array("{}[],:\"\\ 0-e".utf8).randomElement(using: &generator) ?? 0
      bytes[index(8..<headerEnd, &generator)] = piece
    case .otherNumber:
      let digits = (8..<headerEnd).filter { (0x30...0x39).contains(bytes[$0]) }
      let position = digits[index(digits.indices, &generator)]
      bytes[position] = .random(in: 0x30...0x39, using: &generator)
    case .doubledPart:
      let part = range(8..<headerEnd, &generator)
      bytes.insert(contentsOf: original[part], at: part.upperBound)
      bytes.replaceSubrange(0..<8, with: lengthBytes(UInt64(headerEnd - 8 + part.count)))
    case .removedPart:
      let part = range(8..<headerEnd, &generator)
      bytes.removeSubrange(part)
      bytes.replaceSubrange(0..<8, with: lengthBytes(UInt64(headerEnd - 8 - part.count)))
    }
    return bytes
  }

  private func index(_ range: Range<Int>, _ generator: inout SplitMix64) -> Int {
    .random(in: range, using: &generator)
  }

  private func range(_ whole: Range<Int>, _ generator: inout SplitMix64) -> Range<Int> {
    let ends = [index(whole, &generator), index(whole, &generator)].sorted()
    return ends[0]..<ends[1] + 1
  }
}
