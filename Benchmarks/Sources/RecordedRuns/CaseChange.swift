/// One case in two runs.
public struct CaseChange: Sendable {
  public enum Verdict: CaseIterable, Sendable {
    case same, faster, slower
    /// The quartiles lie so far apart that a change as large as the floor could hide between them.
    case tooNoisy
  }

  public let name: String
  public let old: RecordedTime
  public let new: RecordedTime
  /// The new time over the old one of the roofline that was measured beside the case: what the
  /// machine itself has changed by. `nil` where a run has none.
  public let rooflineRatio: Double?
  /// The least share of the old time that counts as a change.
  public let floor: Double

  public init(
    name: String, old: RecordedTime, new: RecordedTime, rooflineRatio: Double? = nil, floor: Double
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.rooflineRatio = rooflineRatio
    self.floor = floor
  }

  /// The new time over the old one.
  public var ratio: Double { new.median / old.median }

  /// The largest ratio, of the longer time to the shorter, at which the runs' quartiles can still
  /// touch each other; `nil` where neither run has quartiles.
  public var allowed: Double? {
    guard old.quartiles != nil || new.quartiles != nil else { return nil }
    return max(new.above * old.below, new.below * old.above)
  }

  /// Slower and faster are those beyond both the floor and what the quartiles allow: the new run's
  /// lie all above, or all below, the old run's. Without quartiles the floor alone decides.
  public var verdict: Verdict {
    let limit = 1 + floor
    if ratio > limit, ratio > new.below * old.above { return .slower }
    if ratio * limit < 1, ratio * new.above * old.below < 1 { return .faster }
    return allowed ?? 1 > limit ? .tooNoisy : .same
  }

  /// Whether the roofline's time went up by more than the floor as well.
  public var isSlowerAtTheRooflineToo: Bool {
    verdict == .slower && rooflineRatio ?? 1 > 1 + floor
  }
}
