import ImageData
import PReLULayers

/// Images that a network can tell apart: those of a class have a bright stripe of their own, on noise.
func syntheticImages(_ count: Int, seed: UInt64 = 1) throws -> LabelledImages {
  var generator = RandomGenerator(seed: seed)
  let labels = (0..<count).map { UInt8($0 % LabelledImages.classes) }
  let images = labels.flatMap { label in
    (0..<LabelledImages.pixels).map { pixel in
      let isBright = pixel / LabelledImages.side / 2 == Int(label) + 2
      return UInt8.random(in: isBright ? 150...255 : 0...100, using: &generator)
    }
  }
  guard let data = LabelledImages(images: images, labels: labels) else { throw NotImages() }
  return data
}

struct NotImages: Error {}
