/// The 60,000 training images of Fashion-MNIST (Xiao, Rasul and Vollgraf 2017).
public struct FashionMNIST: Sendable {
  /// Where the Debian package dataset-fashion-mnist puts its files.
  public static let debianDirectory = "/usr/share/datasets/fashion-mnist"

  static let images = 60_000
  static let pixels = 28 * 28

  /// Row-major `[images, pixels]`, scaled to mean 0 and variance 1 over all of them.
  public let scaled: [Float]

  /// Reads the images from `directory`.
  public init(directory: String) throws(InputError) {
    let path = directory + "/train-images-idx3-ubyte.gz"
    let bytes = try Gzip.read(path)
    let header: [UInt32] = [2051, UInt32(Self.images), 28, 28]
    let expected = header.flatMap { word in (0..<4).map { UInt8(word >> (24 - 8 * $0) & 255) } }
    guard bytes.starts(with: expected), bytes.count == 16 + Self.images * Self.pixels else {
      throw .unreadable(path: path, reason: "not the 60000 training images of 28x28 pixels")
    }
    scaled = Self.scale(bytes[16...])
  }

  /// `values` less their mean, divided by their standard deviation.
  static func scale(_ values: ArraySlice<UInt8>) -> [Float] {
    // Both sums are exact: they are integers far below 2^63.
    var (sum, squares) = (0, 0)
    for value in values {
      sum += Int(value)
      squares += Int(value) * Int(value)
    }
    let count = Double(values.count)
    let mean = Double(sum) / count
    let deviation = (Double(squares) / count - mean * mean).squareRoot()
    return values.map { Float((Double($0) - mean) / deviation) }
  }
}
