/// Why a file is no safetensors file, or a tensor cannot stand in one.
public enum SafeTensorsError: Error, Equatable, CustomStringConvertible {
  /// The system did not read or write the file.
  case inaccessible(reason: String)
  /// The file has fewer bytes than the length of the header takes.
  case noHeaderLength(found: Int)
  /// The header's length is beyond the format's limit.
  case headerTooLong(length: UInt64, limit: Int)
  /// The file ends within its header.
  case headerCutShort(length: Int, found: Int)
  case headerNotUTF8
  /// The header is no JSON, or not that of the format; `offset` counts its bytes.
  case malformedHeader(offset: Int, expected: String)
  /// Two tensors, or two entries of the metadata or of a tensor, have one name.
  case duplicateName(String)
  case unknownElementType(tensor: String, type: String)
  /// A shape whose bytes `Int` cannot count.
  case shapeTooLarge(tensor: String)
  /// The offsets of a tensor span another number of bytes than its type and shape ask for.
  case sizeMismatch(tensor: String, expected: Int, begin: Int, end: Int)
  /// A tensor does not begin where the one before it ends: they overlap, or there is a hole.
  case misplaced(tensor: String, expected: Int, begin: Int)
  /// The tensors together have another number of bytes than the file.
  case dataLength(expected: Int, found: Int)
  /// Values given for a shape of another number of elements.
  case elementCount(shape: [Int], found: Int)
  /// `__metadata__` is no name for a tensor.
  case reservedName(String)

  public var description: String {
    switch self {
    case .inaccessible(let reason): reason
    case .noHeaderLength(let found): "\(found) bytes, too few for the length of a header"
    case .headerTooLong(let length, let limit):
      "says that its header has \(length) bytes; the format allows \(limit)"
    case .headerCutShort(let length, let found):
      "is cut short: \(found) bytes where its header should have \(length)"
    case .headerNotUTF8: "its header is not UTF-8"
    case .malformedHeader(let offset, let expected):
      "its header is malformed: \(expected) expected at byte \(offset)"
    case .duplicateName(let name): "two entries of its header are named \(name.debugDescription)"
    case .unknownElementType(let tensor, let type):
      "tensor \(tensor.debugDescription) has the unknown element type \(type.debugDescription)"
    case .shapeTooLarge(let tensor):
      "the shape of tensor \(tensor.debugDescription) has more bytes than can be counted"
    case .sizeMismatch(let tensor, let expected, let begin, let end):
      "tensor \(tensor.debugDescription) needs \(expected) bytes and has offsets \(begin) to \(end)"
    case .misplaced(let tensor, let expected, let begin):
      "tensor \(tensor.debugDescription) begins at byte \(begin) of the data instead of \(expected)"
    case .dataLength(let expected, let found):
      "its tensors have \(expected) bytes, but \(found) follow the header"
    case .elementCount(let shape, let found): "\(found) values for the shape \(shape)"
    case .reservedName(let name): "no tensor may be named \(name.debugDescription)"
    }
  }
}
