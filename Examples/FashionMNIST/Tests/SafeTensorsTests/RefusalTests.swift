import Testing

@testable import SafeTensors

@Suite struct RefusalTests {
  private func refusal(_ bytes: [UInt8]) -> SafeTensorsError? {
    #expect(throws: SafeTensorsError.self) { try TensorFile(bytes: bytes) }
  }

  private func refusal(_ header: String, data: Int = 0) -> SafeTensorsError? {
    refusal(file(header: header, data: data))
  }

  /// A header of U8 tensors, named `a`, `b` and so on, at such offsets.
  private func header(_ offsets: [(Int, Int)]) -> String {
    let entries = zip("abcdef", offsets).map { name, offsets in
      "\"\(name)\":{\"dtype\":\"U8\",\"shape\":[\(offsets.1 - offsets.0)],"
        + "\"data_offsets\":[\(offsets.0),\(offsets.1)]}"
    }
    return "{\(entries.joined(separator: ","))}"
  }

  @Test func filesThatAreCutShort() throws {
    let bytes = try exampleFile().encoded()
    for count in 0..<bytes.count {
      #expect(throws: SafeTensorsError.self) { try TensorFile(bytes: Array(bytes[..<count])) }
    }
    #expect(refusal([]) == .noHeaderLength(found: 0))
    #expect(refusal(Array(bytes[..<7])) == .noHeaderLength(found: 7))
    #expect(refusal(lengthBytes(2) + [0x7B]) == .headerCutShort(length: 2, found: 1))
  }

  @Test(arguments: [100_000_001, UInt64(Int64.max), UInt64.max])
  func absurdLengthsOfHeaders(_ length: UInt64) {
    #expect(
      refusal(lengthBytes(length) + [0x7B, 0x7D])
        == .headerTooLong(length: length, limit: 100_000_000))
  }

  @Test func headersThatAreNotUTF8() {
    #expect(refusal(file(header: [0x7B, 0x22, 0xFF, 0x22, 0x7D], data: [])) == .headerNotUTF8)
  }

  @Test(arguments: [
    "", " {}", "[]", "{", "{}}", "{} x", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":{}}", "{\"a\":1}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1],\"more\":1}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1,1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.0],\"data_offsets\":[0,1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[01],\"data_offsets\":[0,1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,],\"data_offsets\":[0,1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[9223372036854775808],\"data_offsets\":[0,1]}}",
    "{\"a\":{\"dtype\":8,\"shape\":[1],\"data_offsets\":[0,1]}}",
    "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":[]}", "{\"\u{1}\":{}}", "{\"\\x\":{}}",
    "{\"\\ud83d\":{}}", "{\"\\ude00\":{}}", "{\"\\ud83d\\u0041\":{}}", "{\"\\u00g0\":{}}", "{\"\\",
    "{\"a", "\u{FEFF}{}", "nul",
  ])
  func headersThatAreMalformed(_ header: String) throws {
    let error = try #require(refusal(header, data: 1))
    guard case .malformedHeader(let offset, _) = error else {
      Issue.record("\(header): \(error)")
      return
    }
    #expect((0...header.utf8.count).contains(offset))
  }

  @Test func namesThatAreThereTwice() {
    let tensor = "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}"
    #expect(refusal("{\"a\":\(tensor),\"\\u0061\":\(tensor)}") == .duplicateName("a"))
    #expect(
      refusal("{\"__metadata__\":{},\"__metadata__\":{}}") == .duplicateName("__metadata__"))
    #expect(
      refusal("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}")
        == .duplicateName("dtype"))
  }

  @Test func unknownElementTypes() {
    #expect(
      refusal("{\"a\":{\"dtype\":\"F31\",\"shape\":[],\"data_offsets\":[0,1]}}", data: 1)
        == .unknownElementType(tensor: "a", type: "F31"))
  }

  @Test func shapesThatAreTooLarge() {
    let shape = "[4294967296,4294967296]"
    #expect(
      refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[0,4]}}", data: 4)
        == .shapeTooLarge(tensor: "a"))
    // The elements can be counted, and their bytes cannot.
    #expect(
      refusal(
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4611686018427387904],\"data_offsets\":[0,4]}}",
        data: 4) == .shapeTooLarge(tensor: "a"))
  }

  @Test func sizesThatAreLies() {
    #expect(
      refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", data: 4)
        == .sizeMismatch(tensor: "a", expected: 8, begin: 0, end: 4))
    #expect(
      refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", data: 4)
        == .sizeMismatch(tensor: "a", expected: 4, begin: 4, end: 0))
  }

  @Test func holesAndOverlaps() {
    #expect(
      refusal(header([(0, 2), (3, 5)]), data: 5) == .misplaced(tensor: "b", expected: 2, begin: 3))
    #expect(
      refusal(header([(0, 3), (2, 5)]), data: 5) == .misplaced(tensor: "b", expected: 3, begin: 2))
    #expect(
      refusal(header([(0, 2), (0, 2)]), data: 2) != nil)
    #expect(
      refusal(header([(1, 3)]), data: 3) == .misplaced(tensor: "a", expected: 0, begin: 1))
    #expect(refusal(header([(0, 3)]), data: 4) == .dataLength(expected: 3, found: 4))
    #expect(refusal(header([(0, 3)]), data: 2) == .dataLength(expected: 3, found: 2))
    #expect(refusal("{}", data: 1) == .dataLength(expected: 0, found: 1))
  }

  @Test func aDirectoryInAFilesPlace() {
    let expected = SafeTensorsError.inaccessible(reason: "cannot be read: a directory")
    #expect(throws: expected) { try TensorFile(path: "/") }
  }

  @Test func errorsAreOneLine() throws {
    let error = SafeTensorsError.duplicateName("a\nb")
    #expect(!error.description.contains("\n"))
  }
}
