public import PReLUKernels

/// A layout with the reason for which it is tested.
public struct NamedLayout: Sendable, CustomStringConvertible {
  public let name: String
  public let layout: Layout

  public init(_ name: String, _ outer: Int, _ channels: Int, _ inner: Int) {
    self.name = name
    do {
      layout = try Layout(outer: outer, channels: channels, inner: inner)
    } catch {
      fatalError("\(error)")
    }
  }

  public var description: String {
    "\(name) [\(layout.outer), \(layout.channels), \(layout.inner)]"
  }
}

extension NamedLayout {
  /// Numbers of elements around those that vectors, unrolled vectors and joined rows have.
  public static let sizes = [
    1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 79, 80, 81, 127, 128, 129,
    143,
  ]

  /// Every style of plan at sizes that take it to its edges; at most some ten thousand elements.
  public static let small: [NamedLayout] = {
    var layouts: [NamedLayout] = []
    for size in sizes {
      layouts.append(NamedLayout("one run", 1, 1, size))
      layouts.append(NamedLayout("runs", 3, 5, size))
      layouts.append(NamedLayout("one row", 1, size, 1))
      layouts.append(NamedLayout("rows", 7, size, 1))
      layouts.append(NamedLayout("one channel in rows", size, 1, 3))
    }
    for inner in 2...15 {
      layouts.append(NamedLayout("short runs, narrow", 9, 3, inner))
      layouts.append(NamedLayout("short runs, wide", 8, 370, inner))
      layouts.append(NamedLayout("short runs, one row", 1, 37, inner))
    }
    for inner in 16...63 {
      layouts.append(NamedLayout("runs of a few vectors", 2, 19, inner))
      if inner <= 49 {
        // As many as are permuted; a row of sixteen, of fewer and of more than those that are gone through at a time.
        let channels = [2, 15, 16, 17, 33][inner % 5]
        let outer = 8 * inner / channels + 1
        layouts.append(NamedLayout("many runs of a few vectors", outer, channels, inner))
      }
    }
    for channels in [2, 3, 10, 17, 63] {
      for outer in [2, 31, 32, 33, 129, 515] {
        layouts.append(NamedLayout("joined rows", outer, channels, 1))
      }
    }
    layouts.append(NamedLayout("a slope for every element", 6, 3 * 7 * 5, 1))
    layouts.append(NamedLayout("7 by 7 images", 2, 64, 49))
    return layouts
  }()

  /// Layouts of many blocks.
  public static let large: [NamedLayout] = [
    NamedLayout("one slope, pieces", 1, 1, 100_003),
    NamedLayout("one slope, rows that are one run", 7, 1, 33_000),
    NamedLayout("one slope, whole pieces", 1, 1, 1 << 17),
    NamedLayout("runs in pieces", 3, 3, 70_001),
    NamedLayout("runs, segments", 50, 3, 3_001),
    NamedLayout("runs, groups of channels", 2, 300, 401),
    NamedLayout("14 by 14 images", 8, 256, 196),
    NamedLayout("7 by 7 images", 8, 512, 49),
    NamedLayout("rows, segments", 2_003, 64, 1),
    NamedLayout("rows, a remainder of the vector", 1_501, 83, 1),
    NamedLayout("rows that share cache lines, segments", 1_001, 101, 1),
    NamedLayout("rows of half a cache line more", 331, 200, 1),
    NamedLayout("long rows that follow each other", 42, 1_601, 1),
    NamedLayout("long rows of whole vectors", 42, 2_048, 1),
    NamedLayout("cut rows that share cache lines", 39, 3_001, 1),
    NamedLayout("3 channels, segments", 40_003, 3, 1),
    NamedLayout("10 channels, segments", 10_007, 10, 1),
    NamedLayout("17 channels, segments", 6_011, 17, 1),
    NamedLayout("56 channels, segments", 1_501, 56, 1),
    NamedLayout("63 channels, segments", 2_777, 63, 1),
    NamedLayout("short runs, joined, segments", 3_001, 6, 5),
    NamedLayout("short runs, wide, segments", 101, 211, 9),
    NamedLayout("wide rows", 3, 100_001, 1),
    NamedLayout("wide rows, groups and segments", 12, 60_001, 1),
    NamedLayout("wide rows, whole sums", 20, 20_001, 1),
    NamedLayout("wide short runs", 5, 30_001, 4),
    NamedLayout("a slope for every element", 5, 3 * 61 * 67, 1),
    NamedLayout("outer 1, a row", 1, 150_001, 1),
    NamedLayout("outer 1, short runs", 1, 20_001, 7),
    NamedLayout("outer 1, runs", 1, 101, 1_009),
  ]

  /// Layouts that would have more partial sums than the ceiling allows, were it not for the ceiling.
  public static let atCeiling: [NamedLayout] = [
    NamedLayout("rows at the ceiling", 3_000, 3_000, 1),
    NamedLayout("runs at the ceiling", 60, 3_000, 16),
    NamedLayout("short runs at the ceiling", 3_000, 1_000, 2),
  ]
}
