public import Runs

/// What all runs of a report say together.
public struct Summary: Codable, Equatable, Sendable {
  /// The runs with one activation.
  public struct Row: Codable, Equatable, Sendable {
    public let activation: ActivationKind
    public let seeds: [UInt64]
    public let testAccuracy: Spread
    /// Part of all units.
    public let deadUnits: Spread
    /// Of the processor.
    public let secondsAnEpoch: Spread
    public let parameters: Int
    /// Against ReLU; `nil` where no run had it.
    public let extraParameters: Int?
    public let extraTime: Double?
    /// Means over the seeds, by epoch.
    public let losses: [Double]
    public let testAccuracies: [Double]
  }

  public let rows: [Row]

  public init(_ records: [RunRecord]) {
    let relu = records.filter { $0.settings.activation == .relu }
    rows = ActivationKind.allCases.compactMap { activation in
      Row(
        activation, records.filter { $0.settings.activation == activation },
        reluSeconds: Spread(relu.map(\.processorSecondsAnEpoch))?.mean,
        reluParameters: relu.first?.parameters)
    }
  }

  public subscript(activation: ActivationKind) -> Row? {
    rows.first { $0.activation == activation }
  }
}

extension Summary.Row {
  /// `nil` where there are no `records`.
  init?(
    _ activation: ActivationKind, _ records: [RunRecord], reluSeconds: Double?, reluParameters: Int?
  ) {
    let parts = records.map { record in
      let units = record.units.map(\.units).reduce(0, +)
      return Double(record.units.map(\.dead).reduce(0, +)) / Double(max(units, 1))
    }
    guard let accuracy = Spread(records.map(\.testAccuracy)), let dead = Spread(parts),
      let seconds = Spread(records.map(\.processorSecondsAnEpoch))
    else { return nil }
    self.activation = activation
    seeds = records.map(\.settings.seed).sorted()
    testAccuracy = accuracy
    deadUnits = dead
    secondsAnEpoch = seconds
    let parameters = records[0].parameters
    self.parameters = parameters
    extraParameters = reluParameters.map { parameters - $0 }
    extraTime = reluSeconds.map { seconds.mean / $0 - 1 }
    let epochs = records.map(\.epochs.count).min() ?? 0
    losses = (0..<epochs).map { epoch in
      records.map { $0.epochs[epoch].loss }.reduce(0, +) / Double(records.count)
    }
    testAccuracies = (0..<epochs).map { epoch in
      records.map { $0.epochs[epoch].testAccuracy }.reduce(0, +) / Double(records.count)
    }
  }
}
