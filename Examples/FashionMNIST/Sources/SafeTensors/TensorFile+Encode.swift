extension TensorFile {
  /// The bytes of a file: the same for the same tensors and metadata.
  public func encoded() -> [UInt8] {
    // Wide elements first, so that each stands at a multiple of its size; then by name.
    let ordered = tensors.sorted { first, second in
      let (size, other) = (first.value.elementType.size, second.value.elementType.size)
      return size == other ? first.key < second.key : size > other
    }
    let header = self.header(of: ordered)
    var bytes: [UInt8] = []
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: header.count >> shift))
    }
    bytes.append(contentsOf: header)
    for (_, tensor) in ordered {
      bytes.append(contentsOf: tensor.bytes)
    }
    return bytes
  }

  private func header(of ordered: [(key: String, value: Tensor)]) -> [UInt8] {
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(quoted($0.key)):\(quoted($0.value))"
      }
      entries.append("\(quoted(Self.metadataName)):{\(pairs.joined(separator: ","))}")
    }
    var position = 0
    for (name, tensor) in ordered {
      let end = position + tensor.bytes.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(name)):{\"dtype\":\"\(tensor.elementType.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(position),\(end)]}")
      position = end
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    // The numbers begin at a multiple of eight.
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
    return header
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
