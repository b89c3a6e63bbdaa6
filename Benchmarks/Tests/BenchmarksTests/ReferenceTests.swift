import Foundation
import Testing

@testable import Reference

@Suite struct ReferenceTests {
  let x: [Float] = [-2, -1, 0, 1, 2, -3]
  let slope: [Float] = [0.5, 0.25]
  let gradient: [Float] = [1, 2, 3, 4, 5, -6]
  /// Three rows of two channels.
  var reference: Reference<Float> { Reference(x: x, slope: slope, inner: 1) }
  let y: [Float] = [-1, -0.25, 0, 1, 2, -0.75]
  let dx: [Float] = [0.5, 0.5, 1.5, 4, 5, -1.5]
  let slopeGradient: [Float] = [-2, 16]

  @Test func computesTheDefinition() {
    #expect(reference.forward() == y)
    #expect(reference.inputGradient(gradient) == dx)
    #expect(reference.slopeGradient(gradient).map(\.value) == [-2, 16])
  }

  @Test func runsOfOneSlope() {
    let reference = Reference(x: x, slope: slope, inner: 3)
    #expect(reference.forward() == [-1, -0.5, 0, 1, 2, -0.75])
  }

  @Test func rightOutputsPass() throws {
    let check = try OutputCheck("y", expected: y)
    try y.withUnsafeBufferPointer {
      try check.exact($0)
      try check.equal($0)
      try check.composed($0, of: x, slope: slope, inner: 1)
    }
  }

  @Test(arguments: [Float.nan, .infinity, 0, -1.0000001])
  func wrongOutputsAreFound(_ wrong: Float) throws {
    let check = try OutputCheck("y", expected: y)
    var actual = y
    actual[0] = wrong
    actual.withUnsafeBufferPointer { actual in
      #expect(throws: CheckFailure.self) { try check.exact(actual) }
      #expect(throws: CheckFailure.self) { try check.equal(actual) }
    }
  }

  /// One unit in the last place is within what rounding does to `x + (a - 1) * x`, a thousand are
  /// not.
  @Test func theComposedToleranceIsNarrow() throws {
    let check = try OutputCheck("y", expected: y)
    for (distance, passes) in [(1, true), (1000, false)] {
      var actual = y
      actual[0] += Float(distance) * y[0].ulp
      actual.withUnsafeBufferPointer { actual in
        let result = Result { try check.composed(actual, of: x, slope: slope, inner: 1) }
        #expect(((try? result.get()) != nil) == passes)
      }
    }
  }

  @Test func theSignOfZeroIsPartOfAnExactResult() throws {
    let check = try OutputCheck("y", expected: y)
    var actual = y
    actual[2] = -0.0
    try actual.withUnsafeBufferPointer { actual in
      #expect(throws: CheckFailure.self) { try check.exact(actual) }
      try check.equal(actual)
    }
  }

  @Test func missingElementsAreFound() throws {
    let check = try OutputCheck("y", expected: y)
    #expect(throws: CheckFailure.self) {
      try Array(y.dropLast()).withUnsafeBufferPointer { try check.exact($0) }
    }
  }

  @Test func zerosProveNothing() {
    #expect(throws: CheckFailure.self) { try OutputCheck("y", expected: [0, -0.0] as [Float]) }
    #expect(throws: CheckFailure.self) {
      try SlopeGradientCheck<Float>(expected: [CompensatedSum()], terms: 3)
    }
  }

  @Test func slopeGradientsAreHeldToTheContract() throws {
    let check = try SlopeGradientCheck<Float>(
      expected: reference.slopeGradient(gradient), terms: 3)
    try slopeGradient.withUnsafeBufferPointer {
      try check.contract($0)
      try check.summed($0)
    }
    for wrong in [[0, 0], [-2, 0], [16, -2], [-2, 16.00001], [.nan, 16]] as [[Float]] {
      _ = wrong.withUnsafeBufferPointer { wrong in
        #expect(throws: CheckFailure.self) { try check.contract(wrong) }
      }
    }
    for wrong in [[0, 0], [-2, 0], [16, -2], [.nan, 16]] as [[Float]] {
      _ = wrong.withUnsafeBufferPointer { wrong in
        #expect(throws: CheckFailure.self) { try check.summed(wrong) }
      }
    }
  }

  /// However long the sums, and however loose their bound: zeros do not pass.
  @Test func zerosFailAtAnyLength() throws {
    var sum = CompensatedSum()
    sum.add(3, 4)
    let check = try SlopeGradientCheck<Float>(expected: [sum], terms: 1 << 30)
    #expect(throws: CheckFailure.self) {
      try [Float(0)].withUnsafeBufferPointer { try check.summed($0) }
    }
  }

  @Test func sumsCancelExactly() {
    var sum = CompensatedSum()
    for value in [1e16, 1, -1e16, 0x1p-50] { sum.add(value, 1) }
    #expect(sum.value == 1 + 0x1p-50)
    #expect(sum.distance(to: 1) == 0x1p-50)
    #expect(sum.magnitude == 2e16)
  }
}
