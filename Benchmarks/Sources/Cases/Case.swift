/// What is measured: one call on one shape.
public struct Case: Hashable, Sendable {
  public enum Function: String, CaseIterable, Sendable {
    case prelu, relu, elu, selu
    case leakyReLU = "leaky_relu"

    /// The rectifiers without slopes, in the order of their tables.
    public static let rectifiers: [Function] = [.relu, .leakyReLU, .elu, .selu]
  }

  public enum Direction: String, CaseIterable, Sendable {
    case forward, backward
    /// The gradients of backward's gradients, of PReLU alone.
    case doubleBackward = "double_backward"

    /// Those that every function has.
    public static let firstOrder: [Direction] = [.forward, .backward]
  }

  public enum ScalarType: String, CaseIterable, Sendable {
    case float = "f32"
    case double = "f64"
    case half = "f16"
    case bfloat16 = "bf16"
    /// With slopes of Float.
    case halfWithFloat = "f16_f32"
    case bfloat16WithFloat = "bf16_f32"

    /// The types that kernels compute in.
    public static let computed: [ScalarType] = [.float, .double]
    /// Those that are only stored.
    public static let stored: [ScalarType] = [
      .half, .bfloat16, .halfWithFloat, .bfloat16WithFloat,
    ]

    /// The bytes of an element.
    public var bytes: Int {
      switch self {
      case .float: MemoryLayout<Float>.stride
      case .double: MemoryLayout<Double>.stride
      case .half, .bfloat16, .halfWithFloat, .bfloat16WithFloat: MemoryLayout<UInt16>.stride
      }
    }

    /// The bytes of a slope.
    public var slopeBytes: Int {
      switch self {
      case .halfWithFloat, .bfloat16WithFloat: MemoryLayout<Float>.stride
      case .float, .double, .half, .bfloat16: bytes
      }
    }
  }

  /// How the tensor lies in memory.
  public enum Arrangement: String, CaseIterable, Sendable {
    case nchw, ncdhw, nhwc, nc, ncl
    /// Elements, of which each is computed alone.
    case n
    /// Up to eight axes, to which slopes are broadcast.
    case broadcast

    /// The number of dimensions, or `nil` where there may be any.
    public var rank: Int? { self == .broadcast ? nil : rawValue.count }
  }

  public enum Slopes: String, CaseIterable, Sendable {
    case channel, shared, element
    /// Those of `slopeShape`, which are broadcast.
    case broadcast
    /// Those of a rectifier, which has none to be learned.
    case none
  }

  public enum ThreadCount: Hashable, Sendable {
    case automatic
    case atMost(Int)
  }

  public var function: Function
  public var direction: Direction
  public var type: ScalarType
  public var arrangement: Arrangement
  public var slopes: Slopes
  /// Batch, channels, and the rest, in this order whatever the order in memory.
  public var shape: [Int]
  /// The slopes' own shape, where they are broadcast: as many dimensions, 1 where they are shared.
  public var slopeShape: [Int] = []
  public var threads: ThreadCount

  /// - Precondition: `shape` has as many dimensions as `arrangement` has letters.
  public init(
    _ function: Function, _ direction: Direction, _ type: ScalarType,
    _ arrangement: Arrangement, _ slopes: Slopes,
    _ shape: [Int], threads: ThreadCount
  ) {
    precondition(shape.count == arrangement.rank ?? shape.count)
    self.function = function
    self.direction = direction
    self.type = type
    self.arrangement = arrangement
    self.slopes = slopes
    self.shape = shape
    self.threads = threads
  }

  /// A case of PReLU.
  public init(
    _ direction: Direction, _ type: ScalarType, _ arrangement: Arrangement, _ slopes: Slopes,
    _ shape: [Int], threads: ThreadCount
  ) {
    self.init(.prelu, direction, type, arrangement, slopes, shape, threads: threads)
  }

  /// A case of PReLU whose slopes are broadcast.
  public init(
    _ direction: Direction, _ type: ScalarType, slopes: [Int], to shape: [Int],
    threads: ThreadCount
  ) {
    self.init(direction, type, .broadcast, .broadcast, shape, threads: threads)
    slopeShape = slopes
  }

  /// Whether its numbers are only stored in their type, or its slopes are broadcast: what has the memory's speed and nested loops alone
  /// for rivals.
  public var isPlain: Bool { ScalarType.stored.contains(type) || arrangement == .broadcast }

  public var batch: Int { shape[0] }
  public var channels: Int { shape.count > 1 ? shape[1] : 1 }
  /// Pixels, voxels or time steps of one channel of one sample.
  public var inner: Int { shape.dropFirst(2).reduce(1, *) }
  public var count: Int { shape.reduce(1, *) }

  public var slopeCount: Int {
    switch slopes {
    case .channel: channels
    case .shared: 1
    case .element: channels * inner
    case .broadcast: slopeShape.reduce(1, *)
    case .none: 0
    }
  }

  /// The bytes of every number that has to be read or written, once each.
  public var usefulBytes: Int {
    switch direction {
    case .forward: 2 * count * type.bytes + slopeCount * type.slopeBytes
    case .backward: 3 * count * type.bytes + 2 * slopeCount * type.slopeBytes
    case .doubleBackward: 5 * count * type.bytes + 3 * slopeCount * type.slopeBytes
    }
  }
}
