/// Reads the JSON of a header, byte by byte: only what the format has in it, which are objects, arrays of whole
/// numbers, and strings. A parser of all of JSON would not say which names are there twice.
struct HeaderScanner {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Reads an object, and lets `readValue` read what stands behind each of its names.
  mutating func readObject(
    _ readValue: (inout HeaderScanner, String) throws(SafeTensorsError) -> Void
  ) throws(SafeTensorsError) {
    var names: Set<String> = []
    try readList(from: "{", to: "}") { scanner throws(SafeTensorsError) in
      let name = try scanner.readString()
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      try scanner.skip(":")
      try readValue(&scanner, name)
    }
  }

  /// Reads an array of whole numbers.
  mutating func readIntegers() throws(SafeTensorsError) -> [Int] {
    var integers: [Int] = []
    try readList(from: "[", to: "]") { scanner throws(SafeTensorsError) in
      integers.append(try scanner.readInteger())
    }
    return integers
  }

  /// Reads a string, with JSON's escapes.
  mutating func readString() throws(SafeTensorsError) -> String {
    try skip("\"")
    var content: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content.append(contentsOf: String(try readEscape()).utf8)
      case 0..<0x20: throw malformed("no control character", at: position - 1)
      default: content.append(byte)
      }
    }
    throw malformed("the end of a string")
  }

  /// Accepts nothing but blanks up to the end.
  mutating func readEnd() throws(SafeTensorsError) {
    skipBlanks()
    guard position == bytes.endIndex else { throw malformed("nothing more") }
  }

  func malformed(_ expected: String, at position: Int? = nil) -> SafeTensorsError {
    .malformedHeader(
      offset: (position ?? self.position) - bytes.startIndex, expected: expected)
  }

  private mutating func readList(
    from opening: Unicode.Scalar, to closing: Unicode.Scalar,
    _ readElement: (inout HeaderScanner) throws(SafeTensorsError) -> Void
  ) throws(SafeTensorsError) {
    try skip(opening)
    if skipped(closing) { return }
    repeat {
      try readElement(&self)
    } while skipped(",")
    try skip(closing)
  }

  private mutating func readInteger() throws(SafeTensorsError) -> Int {
    skipBlanks()
    let digits = bytes[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let isPadded = digits.count > 1 && digits.first == UInt8(ascii: "0")
    guard !isPadded, let integer = Int(String(decoding: digits, as: UTF8.self)) else {
      throw malformed("a whole number below 2^63")
    }
    position = digits.endIndex
    return integer
  }

  private mutating func readEscape() throws(SafeTensorsError) -> Unicode.Scalar {
    let start = position - 1
    switch next() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try readHexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // What is no scalar is half of a pair, of which the second half has to follow.
      guard unit < 0xDC00, next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u") else {
        throw malformed("a pair of surrogates", at: start)
      }
      let low = try readHexadecimal()
      guard (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw malformed("a pair of surrogates", at: start) }
      return scalar
    default: throw malformed("an escape of JSON", at: start)
    }
  }

  /// Four digits of base 16.
  private mutating func readHexadecimal() throws(SafeTensorsError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
    }
    return value
  }

  /// Skips blanks and then `scalar`, which has to be there.
  private mutating func skip(_ scalar: Unicode.Scalar) throws(SafeTensorsError) {
    guard skipped(scalar) else { throw malformed("'\(scalar)'") }
  }

  /// Skips blanks, and `scalar` where it follows; whether it did.
  private mutating func skipped(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func next() -> UInt8? {
    guard position < bytes.endIndex else { return nil }
    defer { position += 1 }
    return bytes[position]
  }
}
