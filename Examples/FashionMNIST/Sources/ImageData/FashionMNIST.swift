/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 60,000 images to train with and 10,000 to test with, of ten kinds of
/// clothing.
public struct FashionMNIST: Sendable {
  /// Where the Debian package dataset-fashion-mnist puts its files.
  public static let debianDirectory = "/usr/share/datasets/fashion-mnist"

  public let training: LabelledImages
  public let test: LabelledImages

  public init(training: LabelledImages, test: LabelledImages) {
    self.training = training
    self.test = test
  }

  /// Reads the four files in `directory`.
  public init(directory: String) throws(DataError) {
    training = try LabelledImages(directory: directory, name: "train")
    test = try LabelledImages(directory: directory, name: "t10k")
  }
}
