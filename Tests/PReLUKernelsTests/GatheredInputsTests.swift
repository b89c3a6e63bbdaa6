import Testing
import _TestSupport

@testable import PReLUKernels

/// Where a block of a view finds its memory, and how it is to write it.
@Suite struct GatheredInputsTests {
  private let x = Memory<Float>((0..<70 * 5_000).map { Float($0) })
  private let y = Memory<Float>.untouched(65 * 4_990)

  /// What is told of each block of a plan.
  private struct Part {
    var hasGaps: Bool
    var isInPlace: Bool
    var writesToOutput: Bool
    var passesCaches: Bool
    var firstIsRight: Bool
  }

  private func parts(_ view: StridedView, _ layout: Layout) -> [Part] {
    let memory = GatheredInputs(
      x: StridedInput(x.constant.baseAddress!, view), g: nil, output: y.mutable.baseAddress!)
    let (inputs, outputs) = (addresses(x.constant), addresses(y.constant))
    let plan = Plan(layout, leavesSums: true)
    var parts: [Part] = []
    for index in 0..<plan.blocks {
      let tile = plan.tile(index)
      let first = view.offset + tile.rows.lowerBound * 5_000 + tile.channels.lowerBound
      memory.withBlock(plan.block(tile), at: plan.offset(tile), stores: .nonTemporal) {
        block, streams, stores in
        parts.append(
          Part(
            hasGaps: block.rows > 1 && block.rowStride > block.channels,
            isInPlace: inputs.contains(UInt(bitPattern: streams.x)),
            writesToOutput: outputs.contains(UInt(bitPattern: streams.output)),
            passesCaches: stores == .nonTemporal,
            firstIsRight: streams.x.pointee == Float(first)))
      }
    }
    return parts
  }

  private func addresses(_ buffer: UnsafeBufferPointer<Float>) -> Range<UInt> {
    let first = UInt(bitPattern: buffer.baseAddress!)
    return first..<first + UInt(buffer.count * 4)
  }

  /// Rows in pieces: the output is scratch memory, which is not written past the caches.
  @Test func blocksWithGaps() throws {
    let view = try StridedView.slice(of: [70, 5_000], ranges: [3..<68, 4..<4_994])
    let parts = try parts(view, .nc(batch: 65, channels: 4_990))
    #expect(parts.count > 1)
    for part in parts {
      // One of the last row alone goes to its place.
      #expect(part.passesCaches == part.writesToOutput)
      #expect(!part.hasGaps && part.firstIsRight)
    }
    #expect(parts.contains { !$0.writesToOutput })
  }

  /// Whole rows: the output is written where it is, and past the caches.
  @Test func blocksWithoutGaps() throws {
    let view = try StridedView.slice(of: [70, 5_000], ranges: [3..<68, 4..<84])
    let parts = try parts(view, .nc(batch: 65, channels: 80))
    for part in parts {
      #expect(part.writesToOutput && part.passesCaches)
      #expect(!part.isInPlace && part.firstIsRight)
    }
  }

  /// What lies dense is not copied, with or without gaps between rows.
  @Test func denseBlocks() throws {
    let view = try StridedView.slice(of: [70, 5_000], ranges: [3..<67, 0..<5_000])
    let layout = try Layout.nc(batch: 64, channels: 5_000)
    let parts = parts(view, layout)
    for part in parts {
      #expect(part.isInPlace && part.writesToOutput && part.passesCaches)
      #expect(part.firstIsRight)
    }
    #expect(parts.contains { $0.hasGaps })
  }
}
