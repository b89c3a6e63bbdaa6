import Foundation

/// A duration as people say it: `42 s`, `3 min 07 s`, `1 h 02 min`.
public func spoken(seconds: Double) -> String {
  let whole = seconds.isFinite ? Int(min(max(seconds, 0), 1e9).rounded()) : 0
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return String(format: "%d min %02d s", whole / 60, whole % 60) }
  return String(format: "%d h %02d min", whole / 3600, whole / 60 % 60)
}

/// A part of one in hundredths: `91.23%`.
public func percent(_ part: Double, digits: Int = 2) -> String {
  String(format: "%.\(digits)f%%", 100 * part)
}
