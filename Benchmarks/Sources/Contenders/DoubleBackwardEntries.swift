import NaiveLoops
import PReLUKernels

// The double backward: the library's call, the naive loops, and its streams.

extension Workspace {
  func doubleBackwardEntry(
    _ role: Role?, _ name: String, threads: Threads, stores: Stores,
    _ instructionSet: InstructionSet?
  ) -> Entry {
    let (layout, x, slope, g) = (
      problem.layout, x.readOnly, problem.slope.readOnly, gradient.readOnly
    )
    let (u, v) = (u.readOnly, v.readOnly)
    let (gdy, gx) = (output.elements, secondOutput.elements)
    let gslope = problem.slopeGradient.elements
    return Entry(role, name) {
      try PReLU.doubleBackward(
        x, slope: slope, gradient: g, upstreamOfInputGradient: u, upstreamOfSlopeGradient: v,
        layout: layout, toInput: gx, toSlope: gslope, toGradient: gdy, update: .overwrite,
        threads: threads, stores: stores, instructionSet: instructionSet)
    } check: { [problem] in
      try problem.check(gdy)
      try problem.secondOutputCheck?.exact(UnsafeBufferPointer(gx))
    }
  }

  func naiveDoubleBackwardEntries() -> [Entry] {
    let (arrays, layout) = (arrays, problem.layout)
    let call = {
      Scalar.doubleBackward(
        arrays.x, slope: arrays.slope, gradient: arrays.gradient, u: arrays.u, v: arrays.v,
        outer: layout.outer, inner: layout.inner, toInput: &arrays.secondOutput,
        toSlope: &arrays.slopeGradient, toGradient: &arrays.output)
    }
    return [
      Entry(.nestedLoops, "nested loops", call: call) { [arrays, problem] in
        try arrays.output.withUnsafeBufferPointer { try problem.outputCheck.equal($0) }
        try arrays.secondOutput.withUnsafeBufferPointer {
          try problem.secondOutputCheck?.equal($0)
        }
        try arrays.slopeGradient.withUnsafeBufferPointer {
          try problem.slopeGradientCheck?.summed($0)
        }
      }
    ]
  }

  /// Two streams, chunk by chunk, so that x, which both read, comes from memory once.
  func doubleBackwardRooflineEntry(threads: Int, nonTemporal: Bool) -> Entry {
    let bytes = x.count * subject.type.bytes
    func streams(_ destination: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>)
      -> Streams
    {
      Streams(
        destination: UnsafeMutableRawPointer(destination),
        sources: [UnsafeRawPointer(x.start), UnsafeRawPointer(source)], row: nil, rowBytes: 0,
        bytes: bytes)
    }
    let pair = StreamPair(
      first: streams(output.start, u.start), second: streams(secondOutput.start, gradient.start))
    let name = "roofline, \(threads) threads, \(nonTemporal ? "non-temporal" : "ordinary") stores"
    return Entry(.roofline, name) {
      pair.run(threads: threads, nonTemporal: nonTemporal)
    } check: {
      guard pair.first.isDone(), pair.second.isDone() else { throw StreamFailure() }
    }
  }
}

/// Streams that read one source in common.
private struct StreamPair: Sendable {
  let first: Streams
  let second: Streams
  /// Small beside a first-level cache, and large beside what a call costs.
  private static let chunk = 8192

  func run(threads: Int, nonTemporal: Bool) {
    Parts.forEach(bytes: first.bytes, threads: threads) { part in
      for start in stride(from: part.lowerBound, to: part.upperBound, by: Self.chunk) {
        let range = start..<min(start + Self.chunk, part.upperBound)
        first.stream(range, nonTemporal: nonTemporal)
        second.stream(range, nonTemporal: nonTemporal)
      }
    }
  }
}
