/// What is measured: one call on one shape.
public struct Case: Hashable, Sendable {
  public enum Direction: String, CaseIterable, Sendable {
    case forward = "prelu_forward"
    case backward = "prelu_backward"
  }

  public enum ScalarType: String, CaseIterable, Sendable {
    case float = "f32"
    case double = "f64"

    public var bytes: Int {
      switch self {
      case .float: MemoryLayout<Float>.stride
      case .double: MemoryLayout<Double>.stride
      }
    }
  }

  /// How the tensor lies in memory.
  public enum Arrangement: String, CaseIterable, Sendable {
    case nchw, ncdhw, nhwc, nc, ncl
  }

  public enum Slopes: String, CaseIterable, Sendable {
    case channel, shared, element
  }

  public enum ThreadCount: Hashable, Sendable {
    case automatic
    case atMost(Int)
  }

  public var direction: Direction
  public var type: ScalarType
  public var arrangement: Arrangement
  public var slopes: Slopes
  /// Batch, channels, and the rest, in this order whatever the order in memory.
  public var shape: [Int]
  public var threads: ThreadCount

  /// - Precondition: `shape` has as many dimensions as `arrangement` has letters.
  public init(
    _ direction: Direction, _ type: ScalarType, _ arrangement: Arrangement, _ slopes: Slopes,
    _ shape: [Int], threads: ThreadCount
  ) {
    precondition(shape.count == arrangement.rawValue.count)
    self.direction = direction
    self.type = type
    self.arrangement = arrangement
    self.slopes = slopes
    self.shape = shape
    self.threads = threads
  }

  public var batch: Int { shape[0] }
  public var channels: Int { shape[1] }
  /// Pixels, voxels or time steps of one channel of one sample.
  public var inner: Int { shape.dropFirst(2).reduce(1, *) }
  public var count: Int { shape.reduce(1, *) }

  public var slopeCount: Int {
    switch slopes {
    case .channel: channels
    case .shared: 1
    case .element: channels * inner
    }
  }

  /// The bytes of every number that has to be read or written, once each.
  public var usefulBytes: Int {
    switch direction {
    case .forward: (2 * count + slopeCount) * type.bytes
    case .backward: (3 * count + 2 * slopeCount) * type.bytes
    }
  }
}
