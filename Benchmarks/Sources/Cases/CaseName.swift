/// Names of cases: `prelu_forward/f32/nchw/channel/32x64x112x112/threads:2`, `elu_backward/f64/n/none/65536/threads:auto`.
extension Case {
  /// Function and direction, type, layout, slopes, shape (batch, channels and the rest, whatever the order in
  /// memory) and threads (a number, or `auto`).
  public var name: String {
    [
      "\(function.rawValue)_\(direction.rawValue)", type.rawValue, arrangement.rawValue,
      slopes.rawValue,
      shape.map(String.init).joined(separator: "x"), "threads:\(threads)",
    ].joined(separator: "/")
  }

  /// The case of a name, or `nil` where it is not one.
  public init?(name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6,
      let (function, direction) = Self.call(named: parts[0]),
      let type = ScalarType(rawValue: parts[1]),
      let arrangement = Arrangement(rawValue: parts[2]),
      let slopes = Slopes(rawValue: parts[3]),
      parts[5].hasPrefix("threads:"),
      let threads = ThreadCount(String(parts[5].dropFirst("threads:".count)))
    else { return nil }
    let shape = parts[4].split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    let sizes = shape.compactMap { $0 }
    guard sizes.count == shape.count, sizes.count == arrangement.rawValue.count,
      sizes.allSatisfy({ $0 > 0 }), (function == .prelu) == (slopes != .none),
      (function == .prelu) == (arrangement != .n),
      function == .prelu || Direction.firstOrder.contains(direction)
    else { return nil }
    self.init(function, direction, type, arrangement, slopes, sizes, threads: threads)
  }
}

extension Case {
  /// The function and direction of `prelu_double_backward`.
  private static func call(named name: String) -> (Function, Direction)? {
    for function in Function.allCases where name.hasPrefix(function.rawValue + "_") {
      let rest = name.dropFirst(function.rawValue.count + 1)
      if let direction = Direction(rawValue: String(rest)) { return (function, direction) }
    }
    return nil
  }
}

extension Case.ThreadCount: LosslessStringConvertible {
  public init?(_ description: String) {
    if description == "auto" {
      self = .automatic
    } else if let count = Int(description), count > 0 {
      self = .atMost(count)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .automatic: "auto"
    case .atMost(let count): String(count)
    }
  }
}
