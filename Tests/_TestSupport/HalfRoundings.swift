public import PReLUKernels

/// Numbers of wider types at which rounding to sixteen bits goes one way or the other.
public enum HalfRoundings {
  /// Of both signs: the middle between every two neighbours, and the numbers of Float next to it; what becomes infinite, what
  /// becomes zero, and NaN with the digits that may get lost.
  public static func floats(_ format: HalfFormat) -> [Float] {
    var values: [Float] = [
      .greatestFiniteMagnitude, .infinity, .leastNonzeroMagnitude, 0, .nan,
      Float(bitPattern: 0x7f80_0001), Float(bitPattern: 0x7fff_ffff),
      Float(bitPattern: 0x7fbf_ffff), Float(bitPattern: 0x7f80_ffff),
    ]
    for bits in 0..<format.infinity {
      let middle = Float(format.middle(above: bits))
      values += [middle.nextDown, middle, middle.nextUp, Float(format.magnitude(bits))]
    }
    return values + values.map { -$0 }
  }

  /// The same of Double, and what is so near to a middle that a Float in between would be the middle itself.
  public static func doubles(_ format: HalfFormat) -> [Double] {
    var values: [Double] = [
      .greatestFiniteMagnitude, .infinity, .leastNonzeroMagnitude, 0, .nan,
      Double(bitPattern: 0x7ff0_0000_0000_0001), Double(bitPattern: 0x7fff_ffff_ffff_ffff),
      0x1p-149, 0x1p-150, 0x1p1000,
    ]
    for bits in 0..<format.infinity {
      let middle = format.middle(above: bits)
      values += [
        middle.nextDown, middle, middle.nextUp, middle * (1 - 0x1p-30), middle * (1 + 0x1p-30),
      ]
    }
    return values + values.map { -$0 }
  }
}

/// Products whose sums, one a channel, are the middles between every two neighbours, or beside them.
public struct HalfSums<Value: Half> {
  /// Three terms a channel.
  public private(set) var x: [Value] = []
  public private(set) var g: [Value] = []
  /// What the first term of each channel is, and the two others.
  public private(set) var old: [Value] = []
  public private(set) var xOfRest: [Value] = []
  public private(set) var gOfRest: [Value] = []
  public private(set) var expected: [Value] = []

  /// - Parameter aside: How far from the middle sums are, in units of the last place.
  @_specialize(where Value == Float16)
  @_specialize(where Value == BFloat16)
  public init(aside: Double) {
    let format = Value.format
    for bits in 0..<format.infinity {
      let (number, next) = (format.magnitude(bits), format.magnitude(bits + 1))
      let unit = next - number
      // Products are those of Float, which has none below 2^-149.
      guard Double(Float(aside * unit)) == aside * unit else { continue }
      old.append(Value.nearest(number))
      xOfRest += [Value.nearest(-0.5), Value.nearest(-0x1p-20)]
      gOfRest += [Value.nearest(-unit), Value.nearest(-(aside * 0x1p20) * unit)]
      x += [Value.nearest(-1)] + xOfRest.suffix(2)
      g += [Value.nearest(-number)] + gOfRest.suffix(2)
      expected.append(Value.nearest(format.middle(above: bits) + aside * unit))
    }
  }
}
