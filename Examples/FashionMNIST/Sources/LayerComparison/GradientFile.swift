import Foundation
public import PReLULayers
public import SafeTensors

/// The output and the gradients of one layer, of numbers that a file holds.
///
/// A file that asks describes the layer in its metadata, and has the input `x`, the upstream gradient `g`, and the layer's `weight`,
/// `bias` and, with PReLU, `slope`, all F64. The answer has `y`, and the gradients `dx`, `dweight`, `dbias` and `dslope`.
public enum GradientFile {
  static let descriptionName = "layer"

  /// What a layer of `Scalar` makes of `question`, whose numbers are rounded to it.
  ///
  /// - Throws: `ComparisonError`, `LayerError` and `SafeTensorsError`.
  public static func answer<Scalar: BLASScalar & TensorElement>(
    _ question: TensorFile, in _: Scalar.Type, threads: Int
  ) throws -> TensorFile {
    let description = try description(of: question)
    let layer = try description.layer(Scalar.self)
    for parameter in layer.parameters {
      try parameter.replaceValues(values(of: parameter.kind.rawValue, in: question))
    }
    let network = try Network([layer])
    let (batch, x): (Int, [Scalar]) = try (description.batch, values(of: "x", in: question))
    let y = try network.forward(x, batch: batch, purpose: .training, threads: threads)
    let dx = try network.backward(
      values(of: "g", in: question), wantsInputGradient: true, threads: threads)

    var answer = TensorFile()
    try answer.add(Tensor(y, shape: [batch] + layer.outputShape), named: "y")
    try answer.add(Tensor(dx, shape: [batch] + layer.inputShape), named: "dx")
    for parameter in layer.parameters {
      try answer.add(
        Tensor(parameter.gradient, shape: parameter.shape), named: "d\(parameter.kind.rawValue)")
    }
    return answer
  }

  private static func description(of file: TensorFile) throws(ComparisonError) -> LayerDescription {
    guard let text = file.metadata[descriptionName] else { throw .noDescription }
    do {
      return try JSONDecoder().decode(LayerDescription.self, from: Data(text.utf8))
    } catch {
      throw .malformed("\(error)")
    }
  }

  private static func values<Scalar: BLASScalar>(
    of name: String, in file: TensorFile
  ) throws(ComparisonError) -> [Scalar] {
    guard let tensor = file[name] else { throw .missingTensor(name) }
    guard let values = tensor.values(as: Double.self) else { throw .wrongType(tensor: name) }
    return values.map { Scalar($0) }
  }
}
