public import PReLUKernels

/// Why a layer or network could not be made, or a call was refused. Nothing has been written when one of these is thrown.
public enum LayerError: Error, Equatable, Sendable {
  /// The buffers of a call, as errors name them.
  public enum Buffer: String, Sendable {
    /// The input x, or the gradient to it.
    case input
    /// The output y, or the upstream gradient.
    case output
    /// The upstream gradient g.
    case gradient
    /// The gradient to the input, dx.
    case inputGradient = "input gradient"
    /// The values of a parameter.
    case values
  }

  /// A setting of a layer, such as a dimension, has a value that is not allowed.
  case invalidSetting(layer: String, setting: String, value: String, allowed: String)

  /// A layer would have more elements, in a sample or in a parameter, than BLAS can count: `Int32.max`.
  case tooLarge(layer: String, dimensions: [Int])

  /// A batch has more samples than BLAS, or for so large a layer memory, can count: `allowed`.
  case tooManySamples(layer: String, samples: Int, allowed: Int)

  /// The window of a convolution is larger than its padded input.
  case windowTooLarge(layer: String, window: [Int], paddedInput: [Int])

  /// A network of no layers.
  case noLayers

  /// Two layers of a network have the same name.
  case duplicateName(String)

  /// A layer cannot take what the one before it puts out. Layers are counted from 1.
  case shapeMismatch(
    layer: Int, title: String, inputShape: [Int], previousTitle: String, outputShape: [Int])

  /// A buffer does not have the number of elements that the batch gives it.
  case countMismatch(layer: String, Buffer, expected: Int, actual: Int)

  /// `backward` was called without a `forward` for training of the same batch before it.
  case noForward(layer: String, batch: Int)

  /// A batch of fewer than no samples.
  case negativeBatch(Int)

  /// A call was to run on fewer threads than one, or on more than 1,024.
  case invalidThreadCount(Int)

  /// LAPACK could not factor a matrix: its routine returned `status`.
  case factorisation(routine: String, status: Int)

  /// A kernel refused: the environment has a wrong `PRELU_ISA` or `PRELU_CACHE_SIZE`.
  case kernel(PReLUError)
}

extension LayerError: CustomStringConvertible {
  /// What was expected and what came, in one line.
  public var description: String {
    switch self {
    case .invalidSetting(let layer, let setting, let value, let allowed):
      "the \(setting) of \(layer) is \(value); \(allowed) is allowed"
    case .tooLarge(let layer, let dimensions):
      "\(layer) would have \(Self.text(dimensions)) elements, where \(Int32.max) are allowed"
    case .tooManySamples(let layer, let samples, let allowed):
      "a batch of \(samples) samples is too large for \(layer), which takes \(allowed)"
    case .windowTooLarge(let layer, let window, let paddedInput):
      "\(layer) has a window of \(Self.text(window)), which is larger than its padded input of "
        + Self.text(paddedInput)
    case .noLayers:
      "a network needs a layer"
    case .duplicateName(let name):
      "two layers of the network are called '\(name)'"
    case .shapeMismatch(let layer, let title, let inputShape, let previousTitle, let outputShape):
      "layer \(layer) (\(title), \(Self.text(inputShape)) inputs) cannot take the "
        + "\(Self.text(outputShape)) outputs of layer \(layer - 1) (\(previousTitle))"
    case .countMismatch(let layer, let buffer, let expected, let actual):
      "the \(buffer.rawValue) of \(layer) has \(actual) elements where \(expected) are asked for"
    case .noForward(let layer, let batch):
      "\(layer) cannot go backward: its last forward pass was not for training a batch of \(batch)"
    case .negativeBatch(let batch):
      "a batch cannot have \(batch) samples"
    case .invalidThreadCount(let count):
      "a call cannot run on \(count) threads; 1 to \(Parallel.allowedThreads.upperBound) are allowed"
    case .factorisation(let routine, let status):
      "\(routine) could not factor the matrix: status \(status)"
    case .kernel(let error):
      error.description
    }
  }

  private static func text(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: " x ")
  }
}
