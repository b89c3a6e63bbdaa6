extension TensorFile {
  /// What the header says of a tensor.
  private struct Entry {
    let name: String
    let elementType: ElementType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  /// Reads a file's `bytes`. Nothing is believed: the header fits the file, every tensor has as many bytes as its type and
  /// shape ask for, and the tensors cover all that follows the header, each byte once.
  public init(bytes: [UInt8]) throws(SafeTensorsError) {
    self.init()
    let (header, data) = try Self.split(bytes)
    guard String(validating: header, as: UTF8.self) != nil else { throw .headerNotUTF8 }
    let entries = try readEntries(header)
    try Self.check(entries, dataCount: data.count)
    for entry in entries {
      let bytes = data[data.startIndex + entry.begin..<data.startIndex + entry.end]
      try add(
        Tensor(elementType: entry.elementType, shape: entry.shape, bytes: Array(bytes)),
        named: entry.name)
    }
  }

  private static func split(
    _ bytes: [UInt8]
  ) throws(SafeTensorsError) -> (header: ArraySlice<UInt8>, data: ArraySlice<UInt8>) {
    guard bytes.count >= 8 else { throw .noHeaderLength(found: bytes.count) }
    let length = bytes[..<8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard length <= longestHeader else {
      throw .headerTooLong(length: length, limit: longestHeader)
    }
    guard bytes.count - 8 >= Int(length) else {
      throw .headerCutShort(length: Int(length), found: bytes.count - 8)
    }
    let border = 8 + Int(length)
    return (bytes[8..<border], bytes[border...])
  }

  /// The header's tensors in the order of their data; its metadata is taken over.
  private mutating func readEntries(_ header: ArraySlice<UInt8>) throws(SafeTensorsError) -> [Entry]
  {
    var scanner = HeaderScanner(header)
    guard header.first == UInt8(ascii: "{") else { throw scanner.malformed("'{'") }
    var entries: [Entry] = []
    var metadata: [String: String] = [:]
    try scanner.readObject { scanner, name throws(SafeTensorsError) in
      if name == Self.metadataName {
        try scanner.readObject { scanner, key throws(SafeTensorsError) in
          metadata[key] = try scanner.readString()
        }
      } else {
        entries.append(try Self.readEntry(&scanner, name: name))
      }
    }
    try scanner.readEnd()
    self.metadata = metadata
    // Tensors without elements begin where others do, and stand before them.
    return entries.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
  }

  private static func readEntry(
    _ scanner: inout HeaderScanner, name: String
  ) throws(SafeTensorsError) -> Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.readObject { scanner, field throws(SafeTensorsError) in
      switch field {
      case "dtype": type = try scanner.readString()
      case "shape": shape = try scanner.readIntegers()
      case "data_offsets": offsets = try scanner.readIntegers()
      default: throw scanner.malformed("dtype, shape or data_offsets")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw scanner.malformed("a tensor with dtype, shape and two data_offsets")
    }
    guard let elementType = ElementType(rawValue: type) else {
      throw .unknownElementType(tensor: name, type: type)
    }
    return Entry(
      name: name, elementType: elementType, shape: shape, begin: offsets[0], end: offsets[1])
  }

  private static func check(_ entries: [Entry], dataCount: Int) throws(SafeTensorsError) {
    var position = 0
    for entry in entries {
      guard let size = Tensor.elements(in: entry.shape + [entry.elementType.size]) else {
        throw .shapeTooLarge(tensor: entry.name)
      }
      // Neither is negative, so that their difference is a number.
      guard entry.end - entry.begin == size else {
        throw .sizeMismatch(
          tensor: entry.name, expected: size, begin: entry.begin, end: entry.end)
      }
      guard entry.begin == position else {
        throw .misplaced(tensor: entry.name, expected: position, begin: entry.begin)
      }
      position = entry.end
    }
    guard position == dataCount else { throw .dataLength(expected: position, found: dataCount) }
  }
}
