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
      (NamedLayout("few rows, groups", 5, 1_000, 31), 5, 31),
      (NamedLayout("few rows of short runs", 3, 700, 9), 3, 9),
      (NamedLayout("few elements in short runs", 6, 70, 9), 6, 9),
    ])
  func runs(_ number: NumberType, _ plan: (named: NamedLayout, rows: Int, piece: Int)) throws {
    func verify<Scalar: Number>(_: Scalar.Type) throws {
      let problem = Problem<Scalar>(plan.named.layout)
      try compare(
        problem,
        ContractModel.runs(problem, rowsPerSegment: plan.rows, pieceLength: plan.piece))
    }
    try verify(number.type)
  }

  /// Rows of elements with a slope each, and short rows, whose slopes come again after a period.
  @Test(
    arguments: NumberType.allCases,
    [
      (NamedLayout("one block", 7, 64, 1), 7, 64),
      (NamedLayout("one block", 9, 101, 1), 9, 101),
      (NamedLayout("segments", 2_003, 64, 1), 512, 64),
      (NamedLayout("segments under the ceiling", 3_000, 3_000, 1), 70, 3_000),
      (NamedLayout("stretches of whole cache lines", 101, 4_096, 1), 16, 4_096),
      (NamedLayout("stretches that begin in other lanes of every row", 103, 2_301, 1), 16, 2_301),
      (NamedLayout("few rows in groups", 3, 14_001, 1), 3, 14_001),
      (NamedLayout("3 channels, 16 rows a period", 515, 3, 1), 515, 48),
      (NamedLayout("3 channels, segments", 40_003, 3, 1), 10_928, 48),
      (NamedLayout("10 channels, 8 rows a period", 515, 10, 1), 515, 80),
      (NamedLayout("17 channels, too long a period for so few", 240, 17, 1), 240, 17),
      (NamedLayout("17 channels, 16 rows a period in one block", 515, 17, 1), 515, 272),
      (NamedLayout("36 channels, a period that few rows do not repay", 143, 36, 1), 143, 36),
      (NamedLayout("36 channels, 4 rows a period", 144, 36, 1), 144, 144),
      (NamedLayout("49 channels, rows long enough", 515, 49, 1), 515, 49),
      (NamedLayout("17 channels, 16 rows a period", 6_011, 17, 1), 1_936, 272),
      (NamedLayout("short runs, 4 rows a period", 50, 3, 4), 50, 48),
    ])
  func rows(_ number: NumberType, _ plan: (named: NamedLayout, rows: Int, period: Int)) throws {
    func verify<Scalar: Number>(_: Scalar.Type) throws {
      let problem = Problem<Scalar>(plan.named.layout)
      try compare(
        problem, ContractModel.rows(problem, rowsPerSegment: plan.rows, period: plan.period))
    }
    try verify(number.type)
  }

  /// Runs of less than 16 elements in four rows and more, where their slopes do not come again soon.
  @Test(
    arguments: NumberType.allCases,
    [
      (NamedLayout("one block", 6, 170, 9), 6),
      (NamedLayout("groups in less than a block", 5, 1_001, 3), 5),
      (NamedLayout("groups", 5, 3_001, 15), 5),
      (NamedLayout("segments", 101, 211, 9), 17),
      (NamedLayout("segments and groups", 40, 4_001, 2), 16),
    ])
  func shortRuns(_ number: NumberType, _ plan: (named: NamedLayout, rows: Int)) throws {
    func verify<Scalar: Number>(_: Scalar.Type) throws {
      let problem = Problem<Scalar>(plan.named.layout)
      try compare(problem, ContractModel.shortRuns(problem, rowsPerSegment: plan.rows))
    }
    try verify(number.type)
  }

  private func compare<Scalar: Number>(
    _ problem: Problem<Scalar>, _ expected: [Scalar]
  ) throws {
    try #require(expected.contains { $0 > 0 || $0 < 0 })
    let buffers = Buffers(problem)
    for setting in Setting.all(threads: [2], stores: [.ordinary, .nonTemporal]) {
      try buffers.backward(setting)
      #expect(difference(buffers.slopeGradient, expected) == nil, "\(setting), \(problem)")
    }
  }
}
