/// What a tensor's numbers are, by the format's names.
public enum ElementType: String, CaseIterable, Sendable {
  case bool = "BOOL"
  case uint8 = "U8"
  case int8 = "I8"
  case float8E4M3 = "F8_E4M3"
  case float8E5M2 = "F8_E5M2"
  case uint16 = "U16"
  case int16 = "I16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case uint32 = "U32"
  case int32 = "I32"
  case float32 = "F32"
  case uint64 = "U64"
  case int64 = "I64"
  case float64 = "F64"
  case complex64 = "C64"

  /// Bytes an element.
  public var size: Int {
    switch self {
    case .bool, .uint8, .int8, .float8E4M3, .float8E5M2: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .complex64: 8
    }
  }
}

/// A Swift type whose values stand in a tensor as they are in memory of a little-endian machine.
public protocol TensorElement: BitwiseCopyable, Sendable {
  static var elementType: ElementType { get }
  init(littleEndianBytes bytes: ArraySlice<UInt8>)
  func appendLittleEndianBytes(to bytes: inout [UInt8])
}

extension Float: TensorElement {
  public static let elementType = ElementType.float32

  public init(littleEndianBytes bytes: ArraySlice<UInt8>) {
    self.init(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }

  public func appendLittleEndianBytes(to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bitPattern >> shift))
    }
  }
}

extension Double: TensorElement {
  public static let elementType = ElementType.float64

  public init(littleEndianBytes bytes: ArraySlice<UInt8>) {
    self.init(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  public func appendLittleEndianBytes(to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bitPattern >> shift))
    }
  }
}
