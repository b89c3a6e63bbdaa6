/// Images of 28x28 grey pixels, and what each of them shows.
public struct LabelledImages: Sendable {
  public static let side = 28
  public static let pixels = side * side
  public static let classes = 10

  /// Row-major `[count, side, side]`.
  public let images: [UInt8]
  /// Below `classes`, one an image.
  public let labels: [UInt8]

  public var count: Int { labels.count }

  /// Images of `labels.count * pixels` bytes; `nil` where they are another number or a label is no class.
  public init?(images: [UInt8], labels: [UInt8]) {
    guard images.count == labels.count * Self.pixels, labels.allSatisfy({ $0 < Self.classes })
    else { return nil }
    self.images = images
    self.labels = labels
  }

  /// The first `count` images, or all where there are fewer.
  public func prefix(_ count: Int) -> LabelledImages {
    let count = min(max(count, 0), self.count)
    return LabelledImages(
      checkedImages: Array(images[..<(count * Self.pixels)]), labels: Array(labels[..<count]))
  }

  /// The files of one half of the data set: `name` is `train` or `t10k`.
  init(directory: String, name: String) throws(DataError) {
    let imagesPath = "\(directory)/\(name)-images-idx3-ubyte.gz"
    let labelsPath = "\(directory)/\(name)-labels-idx1-ubyte.gz"
    let images = try IDX(path: imagesPath, axes: 3)
    guard images.axes[0] > 0, images.axes[1...] == [Self.side, Self.side] else {
      throw .unreadable(
        path: imagesPath,
        reason: "its axes are \(images.axes), not images of \(Self.side)x\(Self.side) pixels")
    }
    let labels = try IDX(path: labelsPath, axes: 1)
    guard labels.axes == [images.axes[0]] else {
      throw .unreadable(
        path: labelsPath, reason: "\(labels.axes[0]) labels for \(images.axes[0]) images")
    }
    guard labels.values.allSatisfy({ $0 < Self.classes }) else {
      throw .unreadable(path: labelsPath, reason: "a label is not below \(Self.classes)")
    }
    self.init(checkedImages: Array(images.values), labels: Array(labels.values))
  }

  private init(checkedImages: [UInt8], labels: [UInt8]) {
    images = checkedImages
    self.labels = labels
  }
}
