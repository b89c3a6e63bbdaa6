import Cases
import Foundation

/// A streaming contender that did not write what it should have.
struct StreamFailure: Error, CustomStringConvertible {
  var description: String { "the stream did not write what it read" }
}

/// How the kernel's buffers are streamed through: the fastest of these ways is the roofline.
extension Case {
  /// Stores past the caches cannot pay for less than this: it fits in them.
  private static let leastNonTemporal = 1 << 20
  /// Waking a thread costs more than it brings for less than this.
  private static let leastParallel = 64 << 10

  /// What `entry` makes of every way to stream that may be the fastest.
  func rooflines(
    threads: Int, entry: (_ threads: Int, _ nonTemporal: Bool) -> Entry
  ) -> [Entry] {
    let stores = usefulBytes >= Self.leastNonTemporal ? [false, true] : [false]
    return streamThreads(threads).flatMap { count in stores.map { entry(count, $0) } }
  }

  /// The numbers of threads that are tried for a stream on the case's `threads`.
  func streamThreads(_ threads: Int) -> [Int] {
    guard self.threads == .automatic else { return [threads] }
    return threads > 1 && usefulBytes >= Self.leastParallel ? [1, threads] : [1]
  }
}

extension Streams {
  /// The roofline of these streams, where `andThen` stands for what is written besides.
  func rooflineEntry(
    threads: Int, nonTemporal: Bool, andThen: @escaping () -> Void = {}
  ) -> Entry {
    let name = "roofline, \(threads) threads, \(nonTemporal ? "non-temporal" : "ordinary") stores"
    return Entry(.roofline, name) {
      run(threads: threads, nonTemporal: nonTemporal)
      andThen()
    } check: {
      guard isDone() else { throw StreamFailure() }
    }
  }
}

extension Workspace {
  func rooflineEntries(threads: Int) -> [Entry] {
    subject.rooflines(threads: threads) { rooflineEntry(threads: $0, nonTemporal: $1) }
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
    return streams.rooflineEntry(threads: threads, nonTemporal: nonTemporal) {
      if let slopeGradient { memset(slopeGradient.start, 0, slopeBytes) }
    }
  }
}
