/// Numbers in rows, as they stand in a file.
public struct Tensor: Equatable, Sendable {
  public let elementType: ElementType
  public let shape: [Int]
  /// Little-endian, the last axis without gaps; as many as type and shape ask for.
  public let bytes: [UInt8]

  /// A tensor of `values`, in the order of `shape`'s last axis first.
  public init<Element: TensorElement>(
    _ values: [Element], shape: [Int]
  ) throws(SafeTensorsError) {
    guard Self.elements(in: shape) == values.count else {
      throw .elementCount(shape: shape, found: values.count)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * Element.elementType.size)
    for value in values {
      value.appendLittleEndianBytes(to: &bytes)
    }
    self.init(elementType: Element.elementType, shape: shape, bytes: bytes)
  }

  /// For those who have checked that there are as many bytes as there should be.
  init(elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
  }

  /// The numbers; `nil` where they are of another type.
  public func values<Element: TensorElement>(as type: Element.Type) -> [Element]? {
    guard elementType == Element.elementType else { return nil }
    return stride(from: 0, to: bytes.count, by: elementType.size).map { start in
      Element(littleEndianBytes: bytes[start..<start + elementType.size])
    }
  }

  /// The product of a shape's axes; `nil` where that is beyond `Int`, or an axis is negative.
  static func elements(in shape: [Int]) -> Int? {
    var count = 1
    for axis in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis)
      guard axis >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}
