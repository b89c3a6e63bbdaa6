import Cases
import Foundation

/// A streaming contender that did not write what it should have.
struct StreamFailure: Error, CustomStringConvertible {
  var description: String { "the stream did not write what it read" }
}

/// Pure streaming through the kernel's buffers: the fastest of these is the roofline.
extension Workspace {
  /// Stores past the caches cannot pay for less than this: it fits in them.
  private static var leastNonTemporal: Int { 1 << 20 }
  /// Waking a thread costs more than it brings for less than this.
  private static var leastParallel: Int { 64 << 10 }

  func rooflineEntries(threads: Int) -> [Entry] {
    let stores = subject.usefulBytes >= Self.leastNonTemporal ? [false, true] : [false]
    return streamThreads(threads).flatMap { count in
      stores.map { rooflineEntry(threads: count, nonTemporal: $0) }
    }
  }

  /// The numbers of threads that are tried for a stream on the case's `threads`.
  func streamThreads(_ threads: Int) -> [Int] {
    guard subject.threads == .automatic else { return [threads] }
    return threads > 1 && subject.usefulBytes >= Self.leastParallel ? [1, threads] : [1]
  }

  private func rooflineEntry(threads: Int, nonTemporal: Bool) -> Entry {
    if subject.direction == .doubleBackward {
      return doubleBackwardRooflineEntry(threads: threads, nonTemporal: nonTemporal)
    }
    let isBackward = subject.direction == .backward
    let layout = problem.layout
    let slopeBytes = problem.slope.count * subject.type.bytes
    // Each slope of a run is one number for many; those of a row are read beside it, once.
    let slopesAreStream = layout.inner == 1 && layout.channels > 1
    let streams = Streams(
      destination: UnsafeMutableRawPointer(output.start),
      sources: [UnsafeRawPointer(x.start)] + (isBackward ? [UnsafeRawPointer(gradient.start)] : []),
      row: slopesAreStream ? UnsafeRawPointer(problem.slope.start) : nil, rowBytes: slopeBytes,
      bytes: x.count * subject.type.bytes)
    let slopeGradient = isBackward && slopesAreStream ? problem.slopeGradient : nil
    let name = "roofline, \(threads) threads, \(nonTemporal ? "non-temporal" : "ordinary") stores"
    return Entry(.roofline, name) {
      streams.run(threads: threads, nonTemporal: nonTemporal)
      if let slopeGradient { memset(slopeGradient.start, 0, slopeBytes) }
    } check: {
      guard streams.isDone() else { throw StreamFailure() }
    }
  }
}
