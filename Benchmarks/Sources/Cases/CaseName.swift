/// Names of cases: `prelu_forward/f32/nchw/channel/32x64x112x112/threads:2`, `elu_backward/f64/n/none/65536/threads:auto`.
extension Case {
  /// Function and direction, type, layout, slopes (where they are broadcast, their shape), shape (batch, channels and the rest,
  /// whatever the order in memory) and threads (a number, or `auto`).
  public var name: String {
    [
      "\(function.rawValue)_\(direction.rawValue)", type.rawValue, arrangement.rawValue,
      slopes == .broadcast ? Self.name(slopeShape) : slopes.rawValue, Self.name(shape),
      "threads:\(threads)",
    ].joined(separator: "/")
  }

  /// The case of a name, or `nil` where it is not one.
  public init?(name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6,
      let (function, direction) = Self.call(named: parts[0]),
      let type = ScalarType(rawValue: parts[1]),
      let arrangement = Arrangement(rawValue: parts[2]),
      let shape = Self.shape(named: parts[4]), shape.count == arrangement.rank ?? shape.count,
      let (slopes, slopeShape) = Self.slopes(named: parts[3], of: arrangement, shape),
      parts[5].hasPrefix("threads:"),
      let threads = ThreadCount(String(parts[5].dropFirst("threads:".count)))
    else { return nil }
    guard (function == .prelu) == (slopes != .none), (function == .prelu) == (arrangement != .n),
      function == .prelu || Direction.firstOrder.contains(direction)
    else { return nil }
    self.init(function, direction, type, arrangement, slopes, shape, threads: threads)
    self.slopeShape = slopeShape
    // Of those only some are measured.
    guard !isPlain || function == .prelu && direction != .doubleBackward && type != .double
    else { return nil }
  }

  private static func name(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "x")
  }

  /// The dimensions of `32x64`, which are above 0.
  private static func shape(named name: String) -> [Int]? {
    let sizes = name.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    let shape = sizes.compactMap { $0 }
    return shape.count == sizes.count && shape.allSatisfy { $0 > 0 } ? shape : nil
  }

  /// The slopes of a name, and their shape where they are broadcast to `shape`.
  private static func slopes(
    named name: String, of arrangement: Arrangement, _ shape: [Int]
  ) -> (Slopes, [Int])? {
    guard arrangement == .broadcast else {
      return Slopes(rawValue: name).flatMap { $0 == .broadcast ? nil : ($0, []) }
    }
    guard let own = Self.shape(named: name), own.count == shape.count,
      zip(own, shape).allSatisfy({ $0 == 1 || $0 == $1 })
    else { return nil }
    return (.broadcast, own)
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
