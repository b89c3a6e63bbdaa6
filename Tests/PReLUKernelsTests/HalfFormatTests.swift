import Testing
import _TestSupport

/// The reference of the other tests of half precision does what it says.
@Suite struct HalfFormatTests {
  /// Swift has Float16 itself.
  @Test func float16() {
    for bits in 0...UInt16.max {
      let number = HalfFormat.float16.number(bits)
      let expected = Double(Float16(bitPattern: bits))
      #expect(number == expected && number.sign == expected.sign || number.isNaN && expected.isNaN)
    }
  }

  /// The nearest number is that on the same side of the middle between two, and of a middle itself the even one.
  @Test(arguments: HalfType.allCases)
  func nearest(_ half: HalfType) {
    let format = half.type.format
    for bits in 0..<format.infinity {
      let middle = format.middle(above: bits)
      #expect(format.nearest(format.magnitude(bits)) == bits)
      #expect(format.nearest(middle.nextDown) == bits)
      #expect(format.nearest(middle) == bits + bits % 2)
      #expect(format.nearest(middle.nextUp) == bits + 1)
      #expect(format.nearest(-middle) == 0x8000 | (bits + bits % 2))
    }
    #expect(format.nearest(.infinity) == format.infinity)
    #expect(format.nearest(-.greatestFiniteMagnitude) == 0x8000 | format.infinity)
    #expect(format.nearest(.nan) & 0x7fff > format.infinity)
    #expect(format.nearest(-0.0) == 0x8000)
  }

  @Test func limits() {
    #expect(HalfFormat.float16.number(0x7bff) == 65_504)
    #expect(HalfFormat.float16.number(1) == 0x1p-24)
    #expect(HalfFormat.bfloat16.number(0x7f7f) == 0x1.fep127)
    #expect(HalfFormat.bfloat16.number(1) == 0x1p-133)
    #expect(HalfFormat.bfloat16.number(0xc049) == -3.140625)
  }

  /// 1 + 2^-11 is a middle of Float16, and 2^-20 away from it is what is 2^-20 of it away.
  @Test func distanceToMiddle() {
    let middle = 1 + 0x1p-11
    #expect(HalfFormat.float16.distanceToMiddle(middle) == 0)
    let distance = HalfFormat.float16.distanceToMiddle(-middle * (1 + 0x1p-20))
    #expect(abs(distance - 0x1p-20) < 0x1p-30)
  }
}
