import Buffers
import Cases
import PReLUKernels
import Reference

/// What a case of `StoredWorkspace` has to give, element by element.
struct StoredReference<Value: Storage, Slope: Storage>: Sendable {
  private let output: [Value]
  private var sums: [Double]
  private var magnitudes: [Double]
  /// The number of positions that share a slope.
  private let terms: Int

  init(
    _ subject: Case, _ layout: Layout, x: AlignedBuffer<Value>, gradient: AlignedBuffer<Value>,
    slope: AlignedBuffer<Slope>
  ) {
    let slopes = slope.readOnly.map(\.float)
    let isForward = subject.direction == .forward
    sums = [Double](repeating: 0, count: isForward ? 0 : slopes.count)
    magnitudes = sums
    terms = subject.count / max(1, slopes.count)
    var output: [Value] = []
    output.reserveCapacity(subject.count)
    let (x, g) = (x.readOnly, gradient.readOnly)
    var walk = SlopeWalk(subject, layout)
    for k in 0..<subject.count {
      let channel = walk.next()
      let (a, value) = (slopes[channel], x[k].float)
      if isForward {
        output.append(value < 0 ? Value(rounding: a * value) : x[k])
      } else {
        output.append(value > 0 ? g[k] : Value(rounding: a * g[k].float))
        if !(value > 0) {
          let product = Double(value) * Double(g[k].float)
          sums[channel] += product
          magnitudes[channel] += abs(product)
        }
      }
    }
    self.output = output
  }

  /// Throws unless the output has the reference's numbers.
  func check(_ actual: UnsafeBufferPointer<Value>) throws(CheckFailure) {
    for k in 0..<output.count where !(actual[k].float == output[k].float) {
      throw .wrong(
        output: "output", index: k, value: Double(actual[k].float),
        expected: Double(output[k].float), allowed: 0)
    }
  }

  /// Throws unless the slopes' gradients are within a unit in their last place, twice n * 2^-53 of the sum of magnitudes for the
  /// reference's own sum in Double and the library's, and n + 1 times `share` of the sum of magnitudes.
  func check(
    slopeGradients actual: [Double], unit: Double, magnitudes share: Double = 0
  ) throws(CheckFailure) {
    for (index, sum) in sums.enumerated() {
      let n = Double(terms)
      let allowed =
        unit * abs(sum) + (2 * n * 0x1p-53 + min(0.25, (n + 1) * share)) * magnitudes[index]
      guard abs(actual[index] - sum) <= allowed else {
        throw .wrong(
          output: "slope gradient", index: index, value: actual[index], expected: sum,
          allowed: allowed)
      }
    }
  }
}

/// Goes through a tensor's elements and says the slope of each.
private struct SlopeWalk {
  private let dimensions: [Int]
  /// How far the index of the slope moves along each axis.
  private var strides: [Int]
  private var places: [Int]
  private var slope = 0

  init(_ subject: Case, _ layout: Layout) {
    let isBroadcast = subject.arrangement == .broadcast
    dimensions = isBroadcast ? subject.shape : [layout.outer, layout.channels, layout.inner]
    let own = isBroadcast ? subject.slopeShape : [1, layout.channels, 1]
    strides = own.map { _ in 0 }
    places = strides
    var stride = 1
    for axis in own.indices.reversed() where own[axis] > 1 {
      strides[axis] = stride
      stride *= own[axis]
    }
  }

  /// The slope of the next element.
  mutating func next() -> Int {
    let current = slope
    for axis in dimensions.indices.reversed() {
      places[axis] += 1
      slope += strides[axis]
      if places[axis] < dimensions[axis] { break }
      slope -= strides[axis] * dimensions[axis]
      places[axis] = 0
    }
    return current
  }
}
