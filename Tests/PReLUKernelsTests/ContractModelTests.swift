import PReLUKernels
import Testing
import _TestSupport

/// The order of summation, pinned: where one of these fails, results have changed bits, which the
/// change log has to say. Row counts and lengths are written out here, not taken from the plan.
@Suite struct ContractModelTests {
  /// Runs of 16 elements and more, and everything with one slope.
  @Test(
    arguments: NumberType.allCases,
    [
      (NamedLayout("one block", 1, 1, 1_000), 1, 1_000),
      (NamedLayout("one block", 3, 5, 49), 3, 49),
      (NamedLayout("one block", 4, 2, 16), 4, 16),
      (NamedLayout("pieces of whole vectors", 1, 1, 100_003), 1, 25_008),
      (NamedLayout("pieces of rows", 3, 3, 70_001), 1, 23_344),
      (NamedLayout("segments of three rows", 50, 3, 3_001), 3, 3_001),
      (NamedLayout("segments under the ceiling", 60, 3_000, 16), 2, 16),
    ])
  func runs(_ number: NumberType, _ plan: (named: NamedLayout, rows: Int, piece: Int)) throws {
    func verify<Scalar: PReLUScalar>(_: Scalar.Type) throws {
      let problem = Problem<Scalar>(plan.named.layout)
      try compare(
        problem,
        ContractModel.runs(problem, rowsPerSegment: plan.rows, pieceLength: plan.piece))
    }
    try verify(number.type)
  }

  /// Rows of elements with a slope each, of short runs, and rows that are joined to fill vectors.
  @Test(
    arguments: NumberType.allCases,
    [
      (NamedLayout("one block", 7, 64, 1), 7, 1),
      (NamedLayout("one block", 9, 101, 1), 9, 1),
      (NamedLayout("segments", 2_003, 64, 1), 512, 1),
      (NamedLayout("segments, a remainder", 1_501, 83, 1), 396, 1),
      (NamedLayout("segments under the ceiling", 3_000, 3_000, 1), 72, 1),
      (NamedLayout("3 channels, 32 rows joined", 515, 3, 1), 515, 32),
      (NamedLayout("3 channels, segments", 40_003, 3, 1), 11_008, 32),
      (NamedLayout("10 channels, 8 rows joined", 515, 10, 1), 515, 8),
      (NamedLayout("17 channels, 6 rows joined", 515, 17, 1), 515, 6),
      (NamedLayout("55 channels, 2 rows joined", 515, 55, 1), 515, 2),
      (NamedLayout("short runs, 8 rows joined", 50, 3, 4), 50, 8),
      (NamedLayout("short runs, wide", 6, 70, 9), 6, 1),
      (NamedLayout("short runs, wide, segments", 101, 211, 9), 20, 1),
    ])
  func rows(_ number: NumberType, _ plan: (named: NamedLayout, rows: Int, joined: Int)) throws {
    func verify<Scalar: PReLUScalar>(_: Scalar.Type) throws {
      let problem = Problem<Scalar>(plan.named.layout)
      try compare(
        problem, ContractModel.rows(problem, rowsPerSegment: plan.rows, joined: plan.joined))
    }
    try verify(number.type)
  }

  private func compare<Scalar: PReLUScalar>(
    _ problem: Problem<Scalar>, _ expected: [Scalar]
  ) throws {
    try #require(expected.contains { $0 > 0 || $0 < 0 })
    let buffers = Buffers(problem)
    for setting in Setting.all(threads: [2]) {
      try buffers.backward(setting)
      #expect(difference(buffers.slopeGradient, expected) == nil, "\(setting), \(problem)")
    }
  }
}
