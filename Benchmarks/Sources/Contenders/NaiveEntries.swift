import Cases
import NaiveLoops

/// The naive spellings that a case's layout and slopes allow.
extension Workspace {
  func naiveEntries() -> [Entry] {
    guard subject.function == .prelu else { return naiveRectifierEntries() }
    switch subject.direction {
    case .forward: return forwardEntries()
    case .backward: return backwardEntries()
    case .doubleBackward: return naiveDoubleBackwardEntries()
    }
  }

  /// Whether the channels of a pixel are neighbours in memory and the pixels are an axis of their
  /// own.
  private var hasPixelsBeforeChannels: Bool { subject.arrangement == .nhwc }

  private func forwardEntries() -> [Entry] {
    let (arrays, layout, subject) = (arrays, problem.layout, subject)
    let (batch, channels, inner) = (subject.batch, subject.channels, subject.inner)
    if subject.slopes == .shared {
      let a = arrays.slope[0]
      return [
        forward(.nestedLoops, "nested loops") {
          Scalar.forwardNestedShared(
            arrays.x, slope: a, batch: batch, channels: channels, inner: inner,
            into: &arrays.output)
        },
        forward(.naiveLoops, "flat loop") {
          Scalar.forwardFlat(arrays.x, slope: a, into: &arrays.output)
        },
        forward(.naiveLoops, "flat loop, if and else") {
          Scalar.forwardIfElse(arrays.x, slope: a, into: &arrays.output)
        },
        forward(.naiveLoops, "map") {
          arrays.output = Scalar.forwardMap(arrays.x, slope: a)
        },
      ]
    }
    if layout.inner > 1 {
      return [
        forward(.nestedLoops, "nested loops") {
          Scalar.forwardChannelsFirst(
            arrays.x, slope: arrays.slope, batch: batch, channels: channels, inner: inner,
            into: &arrays.output)
        },
        forward(.naiveLoops, "nested loops, hoisted") {
          Scalar.forwardChannelsFirstHoisted(
            arrays.x, slope: arrays.slope, batch: batch, channels: channels, inner: inner,
            into: &arrays.output)
        },
      ]
    }
    let (samples, pixels) = hasPixelsBeforeChannels ? (batch, inner) : (layout.outer, 1)
    let slopes = layout.channels
    return [
      forward(.nestedLoops, "nested loops") {
        Scalar.forwardChannelsLast(
          arrays.x, slope: arrays.slope, batch: samples, pixels: pixels, channels: slopes,
          into: &arrays.output)
      },
      forward(.naiveLoops, "nested loops, index counted along") {
        Scalar.forwardRows(
          arrays.x, slope: arrays.slope, rows: samples * pixels, channels: slopes,
          into: &arrays.output)
      },
    ]
  }

  private func backwardEntries() -> [Entry] {
    let (arrays, layout, subject) = (arrays, problem.layout, subject)
    let (batch, channels, inner) = (subject.batch, subject.channels, subject.inner)
    if subject.slopes == .shared {
      let a = arrays.slope[0]
      return [
        backward(.nestedLoops, "nested loops") {
          arrays.slopeGradient[0] = Scalar.backwardNestedShared(
            arrays.x, slope: a, gradient: arrays.gradient, batch: batch, channels: channels,
            inner: inner, inputGradient: &arrays.output)
        },
        backward(.naiveLoops, "flat loop") {
          arrays.slopeGradient[0] = Scalar.backwardFlat(
            arrays.x, slope: a, gradient: arrays.gradient, inputGradient: &arrays.output)
        },
        backward(.naiveLoops, "two flat loops") {
          arrays.slopeGradient[0] = Scalar.backwardTwoLoops(
            arrays.x, slope: a, gradient: arrays.gradient, inputGradient: &arrays.output)
        },
      ]
    }
    if layout.inner > 1 {
      return [
        backward(.nestedLoops, "nested loops") {
          Scalar.backwardChannelsFirst(
            arrays.x, slope: arrays.slope, gradient: arrays.gradient, batch: batch,
            channels: channels, inner: inner, inputGradient: &arrays.output,
            slopeGradient: &arrays.slopeGradient)
        },
        backward(.naiveLoops, "nested loops, hoisted") {
          Scalar.backwardChannelsFirstHoisted(
            arrays.x, slope: arrays.slope, gradient: arrays.gradient, batch: batch,
            channels: channels, inner: inner, inputGradient: &arrays.output,
            slopeGradient: &arrays.slopeGradient)
        },
      ]
    }
    let (samples, pixels) = hasPixelsBeforeChannels ? (batch, inner) : (layout.outer, 1)
    let slopes = layout.channels
    return [
      backward(.nestedLoops, "nested loops") {
        Scalar.backwardChannelsLast(
          arrays.x, slope: arrays.slope, gradient: arrays.gradient, batch: samples,
          pixels: pixels, channels: slopes, inputGradient: &arrays.output,
          slopeGradient: &arrays.slopeGradient)
      },
      backward(.naiveLoops, "nested loops, index counted along") {
        Scalar.backwardRows(
          arrays.x, slope: arrays.slope, gradient: arrays.gradient, rows: samples * pixels,
          channels: slopes, inputGradient: &arrays.output, slopeGradient: &arrays.slopeGradient)
      },
    ]
  }

  /// One rounded product or none makes y, so every spelling gives the same value.
  private func forward(_ role: Role, _ name: String, call: @escaping () -> Void) -> Entry {
    Entry(role, name, call: call) { [arrays, problem] in
      try arrays.output.withUnsafeBufferPointer { try problem.outputCheck.equal($0) }
    }
  }

  private func backward(_ role: Role, _ name: String, call: @escaping () -> Void) -> Entry {
    Entry(role, name, call: call) { [arrays, problem] in
      try arrays.output.withUnsafeBufferPointer { try problem.outputCheck.equal($0) }
      try arrays.slopeGradient.withUnsafeBufferPointer {
        try problem.slopeGradientCheck?.summed($0)
      }
    }
  }
}
