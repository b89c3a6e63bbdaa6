import PReLUKernels
import Testing
import _TestSupport

/// The tests' own tools are right.
@Suite struct SupportTests {
  /// The published first outputs of the algorithm.
  @Test func splitMix64() {
    var generator = SplitMix64(seed: 1_234_567)
    let outputs = (0..<5).map { _ in generator.next() }
    #expect(
      outputs == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func normalNumbers() {
    var generator = SplitMix64(seed: 5)
    let numbers = (0..<1_000).map { _ in generator.normal() }
    #expect(numbers.allSatisfy { $0 >= -3 && $0 < 3 })
    #expect(numbers.filter { $0 < 0 }.count > 400 && numbers.filter { $0 > 0 }.count > 400)
    #expect(Set(numbers).count == 1_000)
  }

  @Test func sameBits() {
    #expect(difference([0.0], [-0.0]) != nil)
    #expect(difference([1.0], [Double.ulpOfOne + 1]) != nil)
    #expect(difference([Double.nan], [1]) != nil)
    #expect(difference([1], [Double.nan]) != nil)
    #expect(difference([1.0, 2], [1]) != nil)
    #expect(difference([-Float.nan, .infinity, -0.0], [.nan, .infinity, -0.0]) == nil)
    #expect(difference([1.0, 2, 3], [1, 2, 4])?.hasPrefix("element 2") == true)
  }

  @Test func margins() {
    let memory = Memory<Float>([1, 2, 3], offset: 1)
    #expect(UInt(bitPattern: memory.constant.baseAddress) % 64 == 4)
    #expect(memory.marginsAreIntact)
    memory.mutable.baseAddress![3] = 0
    #expect(!memory.marginsAreIntact)
    let other = Memory<Double>([1, 2, 3])
    (other.mutable.baseAddress! - 1).pointee = 0
    #expect(!other.marginsAreIntact)
  }

  @Test func guardedMemory() {
    for side in GuardedMemory<Float>.Side.allCases {
      let memory = GuardedMemory<Float>([1, 2, 3], side: side)
      #expect(Array(memory.constant) == [1, 2, 3])
    }
    let end = GuardedMemory<Float>([1, 2, 3], side: .end).constant
    #expect((UInt(bitPattern: end.baseAddress) + 12) % 4096 == 0)
    let start = GuardedMemory<Float>([1, 2, 3], side: .start).constant
    #expect(UInt(bitPattern: start.baseAddress) % 4096 == 0)
  }

  /// The reference by hand.
  @Test func reference() throws {
    var problem = Problem<Float>(try Layout(outer: 2, channels: 2, inner: 2))
    problem.x = [1, -2, 3, -4, 0, 5, -0.5, -8]
    problem.gradient = [1, 2, 4, 8, 16, 32, 64, 128]
    problem.slope = [0.5, -0.25]
    let reference = Reference(problem)
    #expect(reference.y == [1, -1, 3, 1, 0, 5, 0.125, 2])
    #expect(reference.inputGradient == [1, 1, 4, -2, 8, 32, -16, -32])
    #expect(reference.slopeGradient.map(\.sum.rounded) == [-4, -32 - 32 - 1024])
    #expect(reference.slopeGradient.map(\.magnitude.rounded) == [4, 1088])
    #expect(reference.slopeGradient.map(\.terms) == [2, 3])
    #expect(reference.distinguishes(problem))
  }

  /// The bound lets one unit in the last place pass, and not two.
  @Test func bound() {
    var gradient = ExactGradient()
    gradient.addProduct(Float(-1), Float(3))
    #expect(gradient.violation(Float(-3)) == nil)
    #expect(gradient.violation(Float(-3).nextUp) == nil)
    #expect(gradient.violation(Float(-3).nextUp.nextUp) != nil)
    #expect(gradient.violation(Float(-3).nextDown.nextDown) != nil)
    #expect(gradient.violation(Float.nan) != nil)
    #expect(gradient.violation(Float(0)) != nil)
    #expect(gradient.violation(Float(2), old: 5) == nil)
    #expect(gradient.violation(Float(5), old: 5) != nil)
  }
}
