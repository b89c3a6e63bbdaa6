import PReLUKernels
import Testing
import _TestSupport

/// The type BFloat16: conversions, comparison, literals.
@Suite struct BFloat16Tests {
  static let all = BFloat16.all()

  /// Every number comes back from the wider types, and is the one that its bits say.
  @Test func roundTrips() {
    for number in Self.all {
      let (float, double) = (Float(number), Double(number))
      let expected = HalfFormat.bfloat16.number(number.bitPattern)
      if expected.isNaN {
        #expect(float.isNaN && double.isNaN)
        #expect(Float(BFloat16(float)).isNaN && Double(BFloat16(double)).isNaN)
      } else {
        #expect(Double(float) == expected && double == expected)
        #expect(BFloat16(float).bitPattern == number.bitPattern)
        #expect(BFloat16(double).bitPattern == number.bitPattern)
      }
    }
  }

  @Test func fromFloat() {
    let values = HalfRoundings.floats(.bfloat16)
    let expected = BFloat16.nearest(values)
    #expect(difference(values.map { BFloat16($0) }, expected) == nil)
  }

  /// Rounded once: a Float in between would make a middle of what is beside it.
  @Test func fromDouble() {
    let values = HalfRoundings.doubles(.bfloat16)
    #expect(difference(values.map { BFloat16($0) }, BFloat16.nearest(values)) == nil)
    let twice = values.map { BFloat16(Float($0)) }
    #expect(difference(twice, BFloat16.nearest(values)) != nil)
  }

  /// NaN keeps its sign and as many of its digits as there is room for, and those it loses do not make it infinite.
  @Test func nan() {
    #expect(BFloat16(Float(bitPattern: 0xff80_0001)).bitPattern == 0xffc0)
    #expect(BFloat16(Float(bitPattern: 0x7fff_ffff)).bitPattern == 0x7fff)
    #expect(BFloat16(Float(bitPattern: 0x7f81_0000)).bitPattern == 0x7fc1)
    #expect(BFloat16(Double(bitPattern: 0xfff0_0000_0000_0001)).bitPattern & 0x7fff > 0x7f80)
  }

  @Test func limits() {
    #expect(BFloat16(Float.greatestFiniteMagnitude).bitPattern == 0x7f80)
    #expect(BFloat16(Float(0x1.fefffep127)).bitPattern == 0x7f7f)
    #expect(BFloat16(Float(0x1.ffp127)).bitPattern == 0x7f80)
    #expect(BFloat16(Float(0x1p-134)).bitPattern == 0)
    #expect(BFloat16(Float(0x1p-134).nextUp).bitPattern == 1)
    #expect(BFloat16(-Double.leastNonzeroMagnitude).bitPattern == 0x8000)
    #expect(BFloat16().bitPattern == 0)
  }

  /// Comparison is that of the numbers.
  @Test func comparison() {
    let some = Self.all.enumerated().filter { $0.offset % 331 == 0 }.map(\.element)
    let special = [0, 0x8000, 1, 0x8001, 0x7f80, 0xff80, 0x7fc0, 0xffc0].map {
      BFloat16(bitPattern: $0)
    }
    for a in some + special {
      for b in some + special {
        let (x, y) = (Double(a), Double(b))
        #expect((a == b) == (x == y) && (a != b) == (x != y))
        #expect((a < b) == (x < y) && (a <= b) == (x <= y))
        #expect((a > b) == (x > y) && (a >= b) == (x >= y))
      }
    }
    #expect(BFloat16(bitPattern: 0) == BFloat16(bitPattern: 0x8000))
    let nan = BFloat16(Float.nan)
    #expect(nan != nan)
  }

  @Test func literals() {
    let numbers: [BFloat16] = [1.5, -0.1, 3.140625, 1e40, 0.0]
    #expect(numbers.map(\.bitPattern) == [0x3fc0, 0xbdcd, 0x4049, 0x7f80, 0])
    #expect(numbers.map(\.description) == ["1.5", "-0.100097656", "3.140625", "inf", "0.0"])
    // 257 is a tie, and 2^62 + 1 no number of Double.
    let whole: [BFloat16] = [0, 1, -2, 257, 4_611_686_018_427_387_905]
    #expect(whole.map(\.bitPattern) == [0, 0x3f80, 0xc000, 0x4380, 0x5e80])
  }

  /// Numbers that are equal have one hash, and others their own.
  @Test func hashes() {
    #expect(BFloat16(0.0).hashValue == BFloat16(-0.0).hashValue)
    // 64 bits each: that two of so few are the same is a matter of 2^-33.
    #expect(Set(Self.all.filter { $0 == $0 }.map(\.hashValue)).count == 2 * 0x7f80 + 1)
  }
}
