import Foundation
import Testing

@testable import SafeTensors

@Suite struct RoundTripTests {
  @Test func readsWhatItWrote() throws {
    let file = try exampleFile()
    let read = try TensorFile(bytes: file.encoded())
    #expect(read == file)
    #expect(read["conv1.weight"]?.values(as: Float.self) == [1, -2, 0.5, .infinity])
    #expect(read["act1.weight"]?.values(as: Double.self) == [0.1, 1e300, -3])
    #expect(read["act1.weight"]?.values(as: Float.self) == nil)
    #expect(read["act2.weight"] == nil)
  }

  @Test func keepsBits() throws {
    let patterns: [UInt32] = [0, 1 << 31, 0x7FC0_0001, 0x7F80_0000, 1, 0xFF80_0000]
    var file = TensorFile()
    try file.add(Tensor(patterns.map(Float.init(bitPattern:)), shape: [6]), named: "x")
    let read = try TensorFile(bytes: file.encoded())
    #expect(read["x"]?.values(as: Float.self)?.map(\.bitPattern) == patterns)
  }

  @Test func readsAndWritesFiles() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try exampleFile()
    try file.write(to: path)
    #expect(try TensorFile(path: path) == file)
  }

  @Test func saysWhyAFileIsInaccessible() throws {
    for path in ["/nowhere/x.safetensors", "/"] {
      #expect(throws: SafeTensorsError.self) { try TensorFile(path: path) }
      #expect(throws: SafeTensorsError.self) { try exampleFile().write(to: path) }
    }
  }

  @Test func numbersAreAligned() throws {
    let bytes = try exampleFile().encoded()
    let length = Int(bytes[0]) + Int(bytes[1]) << 8
    #expect(length % 8 == 0)
    // Doubles stand before Floats.
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    #expect(
      header.contains("\"act1.weight\":{\"dtype\":\"F64\",\"shape\":[3,1],\"data_offsets\":[0,24]}")
    )
  }

  @Test func anEmptyFileIsAFile() throws {
    #expect(try TensorFile(bytes: file(header: "{}")) == TensorFile())
    #expect(try TensorFile(bytes: TensorFile().encoded()) == TensorFile())
  }

  @Test func readsEscapesAndBlanks() throws {
    let header = """
      { "\\u0061\\ud83d\\ude00\\/\\t" : {"shape" : [ 1 , 2 ],
      "data_offsets":[0,2], "dtype":"U8"} , "__metadata__": {} }   
      """
    let read = try TensorFile(bytes: file(header: header, data: 2))
    #expect(read["a😀/\t"]?.shape == [1, 2])
  }

  @Test func refusesWhatCannotBeWritten() throws {
    var file = try exampleFile()
    let tensor = try Tensor([1] as [Float], shape: [1])
    #expect(throws: SafeTensorsError.duplicateName("scale")) {
      try file.add(tensor, named: "scale")
    }
    #expect(throws: SafeTensorsError.reservedName("__metadata__")) {
      try file.add(tensor, named: "__metadata__")
    }
    #expect(throws: SafeTensorsError.elementCount(shape: [2], found: 1)) {
      try Tensor([1] as [Float], shape: [2])
    }
    #expect(throws: SafeTensorsError.elementCount(shape: [-1, -1], found: 1)) {
      try Tensor([1] as [Float], shape: [-1, -1])
    }
  }
}
