import Foundation
import ImageData
import Reporting
import Runs
import Synchronization
import Training

/// Runs of one thread each, several at a time, with a line for each that ends and how long the rest will take.
final class SideBySide: Sendable {
  private struct State {
    /// The last of them is the next to be trained.
    var waiting: [Settings] = []
    var total = 0
    var start = 0.0
    /// How far runs have come that this call has begun, from 0 to 1.
    var parts: [String: Double] = [:]
    var ended = 0
    var bar = ProgressBar()
    var failure: (any Error)?

    var done: Double { parts.values.reduce(0, +) }

    var remaining: String {
      let elapsed = ProcessInfo.processInfo.systemUptime - start
      return "\(spoken(seconds: elapsed / max(done, 1e-9) * (Double(total) - done))) to go"
    }
  }

  private let store: RecordStore
  private let data: FashionMNIST
  private let origin: Origin
  private let workers: Int
  private let state = Mutex(State())

  init(store: RecordStore, data: FashionMNIST, origin: Origin, workers: Int) {
    self.store = store
    self.data = data
    self.origin = origin
    self.workers = workers
  }

  /// Trains what of `wanted` has no record yet. After a failure no other run begins.
  func run(_ wanted: [Settings]) throws {
    let missing = try wanted.filter { try store.record(of: $0, on: origin.data) == nil }
    if missing.count < wanted.count {
      tell("\(wanted.count - missing.count) of \(wanted.count) runs have ended before")
    }
    state.withLock { state in
      state.waiting = missing.reversed()
      state.total = missing.count
      state.start = ProcessInfo.processInfo.systemUptime
    }
    DispatchQueue.concurrentPerform(iterations: min(workers, missing.count)) { _ in
      while let settings = state.withLock({ $0.waiting.popLast() }) {
        do {
          try train(settings)
        } catch {
          state.withLock { state in
            state.failure = state.failure ?? error
            state.waiting = []
          }
        }
      }
    }
    let failure = state.withLock { state in
      state.bar.clear()
      return state.failure
    }
    if let failure { throw failure }
  }

  private func train(_ settings: Settings) throws {
    let name = "\(settings.activation.rawValue), seed \(settings.seed)"
    var run = try Run(settings, origin: origin)
    try run.train(on: data) { epoch, progress in
      let part = Double(progress.images) / Double(progress.of)
      show((Double(epoch) + part) / Double(settings.epochs), of: name)
    }
    try store.save(run.record)
    let accuracy = percent(run.record.testAccuracy)
    let seconds = spoken(seconds: run.record.epochs.map(\.seconds).reduce(0, +))
    state.withLock { state in
      state.ended += 1
      state.parts[name] = 1
      state.bar.clear()
      tell(
        "\(state.ended)/\(state.total)  \(name)  test accuracy \(accuracy)  \(seconds);"
          + " \(state.remaining)")
    }
  }

  private func show(_ part: Double, of name: String) {
    state.withLock { state in
      state.parts[name] = part
      let (done, remaining) = (state.done / Double(max(state.total, 1)), state.remaining)
      state.bar.show(part: done, "\(percent(done, digits: 1))  \(remaining)")
    }
  }
}
