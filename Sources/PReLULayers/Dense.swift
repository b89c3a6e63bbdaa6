internal import PReLUKernels

/// A dense (fully connected) layer: `y = act(x W^T + b)`.
///
/// - Shapes: x is `[batch, inputs]`, W `[outputs, inputs]`, b `[outputs]`, y `[batch, outputs]`, all row-major. PReLU by channel has
///   a slope for each output.
/// - Gradients, with `dz = act'(z) * g` where `z = x W^T + b`: `dx = dz W`, `dW = dz^T x`, `db` is the sum of dz over the batch,
///   and that to a slope is the sum of `g * z` over its outputs where z is negative, as
///   `PReLU.backward` sums it: of the output where all slopes are 2^-20 or more, else of z.
/// - Accuracy: of bias and slopes, whose sums are taken of blocks of r rows, 32,768 elements or one row, and then added in Double; to first
///   order, where nothing underflows. A slope's gradient, of n terms, is within `1 ULP + 2^-23 * sum|s| + 2n * 2^-53 * sum|g * z|` of the
///   exact sum for Float, s being the sum of a block, which `PReLU.backward` rounds to Float, and within `(3n + 1) * 2^-53 * sum|g * z|`
///   for Double. A bias's gradient, whose blocks are summed in the layer's type, is within `1 ULP + (r + n * 2^-29) * 2^-24 * sum|dz|` for Float and
///   `n * 2^-53 * sum|dz|` for Double.
///   Of the output (slopes of 2^-20 or more) each z is y divided by its slope, and y was rounded: `2^-24 * sum|g * z|` more for Float,
///   `2^-53 * sum|g * z|` for Double.
/// - Edge cases: a batch of 0 makes gradients of zeros. At 0 and NaN activations are those of PReLUKernels.
/// - Reproducibility: the same bits for the same number of threads, with the same BLAS on the same machine.
/// - Memory: with a PReLU of which a slope is below 2^-20, z is kept from `forward` for training to `backward`, as large as y; beside that sums for each output for every
///   32,768 elements of y.
public final class Dense<Scalar: BLASScalar>: Layer {
  public let name: String
  /// The number of inputs of a sample.
  public let inputs: Int
  /// The number of outputs of a sample.
  public let outputs: Int
  /// What is applied to the product.
  public let activation: Activation

  let linear: LinearParameters<Scalar>
  /// The products of the last forward pass for training, where the activation needs them.
  let products = Storage<Scalar>()
  /// The sums over each block of a backward pass.
  let sums = Storage<Scalar>()
  /// The samples of the last forward pass, if it was for training.
  var trainingBatch: Int?
  /// Whether that kept its products.
  var keptProduct = false

  /// A layer with a bias of zeros and random weights.
  ///
  /// - Throws: `LayerError.invalidSetting` where there are no inputs or outputs or a constant of the activation is not allowed,
  ///   `.tooLarge`, and what `Initializer.values` throws.
  ///
  /// - Parameters:
  ///   - name: What it is called in its network.
  ///   - inputs: The number of inputs, at least 1.
  ///   - outputs: The number of outputs, at least 1.
  ///   - activation: What is applied to the product.
  ///   - initializer: Where the weights come from; `nil` for LeCun's with SELU, He et al.'s with another activation.
  ///   - generator: Where the random numbers come from.
  public init(
    name: String, inputs: Int, outputs: Int, activation: Activation = .none,
    initializer: Initializer? = nil, using generator: inout RandomGenerator
  ) throws(LayerError) {
    let title = "dense '\(name)'"
    try checkSetting("number of inputs", inputs, of: title)
    try checkSetting("number of outputs", outputs, of: title)
    _ = try elementCount([outputs, inputs], of: title)
    try activation.check(Scalar.self, of: title)
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    linear = try LinearParameters(
      name: name, weightShape: [outputs, inputs], activation: activation,
      initializer: initializer, using: &generator)
  }

  public var kind: String { "dense" }
  public var inputShape: [Int] { [inputs] }
  public var outputShape: [Int] { [outputs] }
  public var parameters: [Parameter<Scalar>] { linear.all }

  /// W, `[outputs, inputs]`.
  public var weight: Parameter<Scalar> { linear.weight }
  /// b, `[outputs]`.
  public var bias: Parameter<Scalar> { linear.bias }
  /// The slopes of a PReLU, `[outputs]` or `[1]`; `nil` with another activation.
  public var slope: Parameter<Scalar>? { linear.slope }

  /// The activation of a forward pass, or, with what that kept, of the backward pass after it.
  func pass(
    _ values: LinearValues<Scalar>, keptProduct: Bool? = nil
  ) -> ActivationPass<Scalar> {
    unsafe ActivationPass(
      activation.function(Scalar.self), channels: outputs, inner: 1,
      slopes: values.slopes, keptProduct: keptProduct)
  }
}
