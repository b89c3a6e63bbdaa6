import Roofline

/// The memory that a kernel reads and writes, gone through with next to no arithmetic.
struct Streams: @unchecked Sendable {
  let destination: UnsafeMutableRawPointer
  /// As many bytes as the destination has.
  let sources: [UnsafeRawPointer]
  /// One more source for the first `rowBytes` bytes: what is read once however often it is used.
  let row: UnsafeRawPointer?
  let rowBytes: Int
  let bytes: Int
  private let sourcesWithRow: [UnsafeRawPointer]

  init(
    destination: UnsafeMutableRawPointer, sources: [UnsafeRawPointer], row: UnsafeRawPointer?,
    rowBytes: Int, bytes: Int
  ) {
    self.destination = destination
    self.sources = sources
    self.row = row
    self.rowBytes = rowBytes
    self.bytes = bytes
    sourcesWithRow = sources + [row].compactMap { $0 }
  }

  /// Goes through all of it, in as many contiguous parts as there are threads.
  func run(threads: Int, nonTemporal: Bool) {
    Parts.forEach(bytes: bytes, threads: threads) { stream($0, nonTemporal: nonTemporal) }
  }

  func stream(_ range: Range<Int>, nonTemporal: Bool) {
    let withRow = range.clamped(to: 0..<(row == nil ? 0 : rowBytes))
    if !withRow.isEmpty {
      stream(withRow, sourcesWithRow, nonTemporal)
    }
    let rest = max(range.lowerBound, withRow.upperBound)..<range.upperBound
    if !rest.isEmpty {
      stream(rest, sources, nonTemporal)
    }
  }

  /// Streams `range` of the destination and of one to three sources.
  private func stream(_ range: Range<Int>, _ sources: [UnsafeRawPointer], _ nonTemporal: Bool) {
    let start = range.lowerBound
    roofline_stream(
      destination + start, sources[0] + start, sources.count > 1 ? sources[1] + start : nil,
      sources.count > 2 ? sources[2] + start : nil, range.count, nonTemporal)
  }

  /// Whether the destination holds what `run` writes: the exclusive or of the sources.
  func isDone() -> Bool {
    let second = sources.count > 1 ? sources[1] : nil
    var differences: UInt32 = 0
    for at in stride(from: 0, to: bytes, by: 4) {
      var word = sources[0].load(fromByteOffset: at, as: UInt32.self)
      if let second { word ^= second.load(fromByteOffset: at, as: UInt32.self) }
      if let row, at < rowBytes { word ^= row.load(fromByteOffset: at, as: UInt32.self) }
      differences |= word ^ destination.load(fromByteOffset: at, as: UInt32.self)
    }
    return differences == 0
  }
}
