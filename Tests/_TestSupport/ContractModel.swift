public import PReLUKernels

/// The order in which a slope's gradient is summed, one number at a time. This order is a part of the
/// contract of results: a change of it changes bits, and belongs into the change log.
public enum ContractModel {
  /// Runs of contiguous elements. Every run has sixteen sums, element i of a piece adding to the sum
  /// i % 16; they are folded by halves. Runs of a segment's rows are added in order, then segments, then
  /// pieces.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func runs<Scalar: Number>(
    _ problem: Problem<Scalar>, rowsPerSegment: Int, pieceLength: Int
  ) -> [Scalar] {
    let layout = problem.layout
    return (0..<layout.channels).map { channel in
      var total: Double?
      for piece in stride(from: 0, to: layout.inner, by: pieceLength) {
        let elements = piece..<min(piece + pieceLength, layout.inner)
        var pieceTotal: Double?
        for segment in stride(from: 0, to: layout.outer, by: rowsPerSegment) {
          var sum = 0.0
          for row in segment..<min(segment + rowsPerSegment, layout.outer) {
            let start = (row * layout.channels + channel) * layout.inner
            sum += runSum(problem, start + elements.lowerBound..<start + elements.upperBound)
          }
          pieceTotal = pieceTotal.map { $0 + sum } ?? sum
        }
        total = total.map { $0 + pieceTotal! } ?? pieceTotal
      }
      return Scalar(total!)
    }
  }

  /// Rows, gone through as one stretch of elements. Element i of a segment adds to the sum i % period, in
  /// order; then the sums of a channel are added in order; then segments. Rows with a slope for each of
  /// their elements have themselves for a period.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func rows<Scalar: Number>(
    _ problem: Problem<Scalar>, rowsPerSegment: Int, period: Int
  ) -> [Scalar] {
    let layout = problem.layout
    let rowLength = layout.channels * layout.inner
    var totals: [Double]?
    for segment in stride(from: 0, to: layout.outer, by: rowsPerSegment) {
      let rows = min(rowsPerSegment, layout.outer - segment)
      var places = [Double](repeating: 0, count: period)
      for i in 0..<rows * rowLength {
        places[i % period] += term(problem, segment * rowLength + i)
      }
      var sums = [Double](repeating: 0, count: layout.channels)
      for (place, sum) in places.enumerated() {
        sums[place / layout.inner % layout.channels] += sum
      }
      totals = totals.map { zip($0, sums).map(+) } ?? sums
    }
    return totals!.map { Scalar($0) }
  }

  /// Rows of short runs. Element i of every run adds to the sum i of its channel, row by row; then the sums of
  /// a channel are folded like the lanes of a run; then segments are added.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func shortRuns<Scalar: Number>(
    _ problem: Problem<Scalar>, rowsPerSegment: Int
  ) -> [Scalar] {
    let layout = problem.layout
    return (0..<layout.channels).map { channel in
      var total: Double?
      for segment in stride(from: 0, to: layout.outer, by: rowsPerSegment) {
        var lanes = [Double](repeating: 0, count: 16)
        for row in segment..<min(segment + rowsPerSegment, layout.outer) {
          let start = (row * layout.channels + channel) * layout.inner
          for i in 0..<layout.inner { lanes[i] += term(problem, start + i) }
        }
        let sum = folded(lanes)
        total = total.map { $0 + sum } ?? sum
      }
      return Scalar(total!)
    }
  }

  @inline(__always)
  private static func term<Scalar: Number>(_ problem: Problem<Scalar>, _ index: Int) -> Double {
    let x = problem.x[index]
    return x > 0 ? 0 : Double(problem.gradient[index]) * Double(x)
  }

  @inline(__always)
  private static func runSum<Scalar: Number>(
    _ problem: Problem<Scalar>, _ elements: Range<Int>
  ) -> Double {
    var lanes = [Double](repeating: 0, count: 16)
    for index in elements {
      lanes[(index - elements.lowerBound) % 16] += term(problem, index)
    }
    return folded(lanes)
  }

  /// Halves are added to halves.
  private static func folded(_ lanes: [Double]) -> Double {
    var lanes = lanes
    for half in [8, 4, 2, 1] {
      for lane in 0..<half { lanes[lane] += lanes[lane + half] }
    }
    return lanes[0]
  }
}
