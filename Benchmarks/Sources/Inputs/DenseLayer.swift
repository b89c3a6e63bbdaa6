internal import CBLAS

/// The dense layer in front of the activation: 784 pixels to 512 units, without a bias.
public enum DenseLayer {
  static let inputs = 784
  public static let units = 512
  /// The slope that learning starts from (He, Zhang, Ren and Sun 2015).
  static let slope = 0.25

  /// He-initialised weights, `[units, inputs]`: normal, of standard deviation sqrt(2 / ((1 + a^2) *
  /// inputs)).
  static func weights() -> [Float] {
    var generator = NormalGenerator(seed: 3)
    let deviation = (2 / ((1 + slope * slope) * Double(inputs))).squareRoot()
    return (0..<(units * inputs)).map { _ in Float(deviation * generator.next()) }
  }

  /// What the layer computes from `images`, `[count, 784]`, before its activation: `[count, 512]`.
  ///
  /// - Precondition: `images.count` is a multiple of 784.
  public static func preactivations(of images: [Float]) -> [Float] {
    let count = images.count / inputs
    let weights = weights()
    return [Float](unsafeUninitializedCapacity: count * units) { memory, initialised in
      if let output = memory.baseAddress, count > 0 {
        // images * transpose(weights); both are whole matrices of the sizes said here.
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(units), Int32(inputs), 1,
          images, Int32(inputs), weights, Int32(inputs), 0, output, Int32(units))
      }
      initialised = count * units
    }
  }
}
