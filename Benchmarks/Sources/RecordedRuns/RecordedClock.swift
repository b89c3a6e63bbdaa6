/// Which of the two times of an entry counts.
public enum RecordedClock: String, CaseIterable, Sendable {
  /// What a clock on the wall shows.
  case real
  /// What processors spent, of all threads.
  case cpu
}
