import ImageData
import PReLULayers

/// How pixels become inputs of a network: scaled to mean 0 and variance 1 over the training images.
struct Pixels<Scalar: BLASScalar>: Sendable {
  /// Of pixels from 0 to 1, over the 60,000 training images, rounded: known beforehand, so that a network that is loaded has the
  /// inputs it was trained with, whatever data it meets.
  private static var mean: Double { 0.2860 }
  private static var deviation: Double { 0.3530 }

  private let table: [Scalar]

  init() {
    table = (0..<256).map { Scalar((Double($0) / 255 - Self.mean) / Self.deviation) }
  }

  /// The inputs of the images that `order` names, one after the other. A fresh array each time: the network keeps the last one.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func inputs(_ order: ArraySlice<Int>, of data: LabelledImages) -> [Scalar] {
    let size = LabelledImages.pixels
    return [Scalar](unsafeUninitializedCapacity: order.count * size) { inputs, count in
      for image in order {
        for pixel in data.images[image * size..<(image + 1) * size] {
          inputs.initializeElement(at: count, to: table[Int(pixel)])
          count += 1
        }
      }
    }
  }
}
