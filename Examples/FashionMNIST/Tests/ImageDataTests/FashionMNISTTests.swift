import Foundation
import Testing

@testable import ImageData

@Suite struct FashionMNISTTests {
  private static let images = "train-images-idx3-ubyte.gz"
  private static let labels = "train-labels-idx1-ubyte.gz"

  @Test func readsAllFourFiles() throws {
    try withDataSet { directory in
      let data = try FashionMNIST(directory: directory)
      #expect(data.training.count == 3)
      #expect(data.training.labels == [0, 9, 4])
      #expect(data.training.images.count == 3 * 784)
      #expect(data.training.images[784] == 1)
      #expect(data.test.count == 2)
      #expect(data.training.prefix(2).labels == [0, 9])
      #expect(data.training.prefix(9).count == 3)
    }
  }

  @Test func checksumsTellDataApart() throws {
    func data(_ images: [UInt8], _ labels: [UInt8], testLabel: UInt8 = 2) throws -> FashionMNIST {
      FashionMNIST(
        training: try #require(LabelledImages(images: images, labels: labels)),
        test: try #require(
          LabelledImages(images: [UInt8](repeating: 7, count: 784), labels: [testLabel])))
    }
    let (grey, black) = ([UInt8](repeating: 128, count: 784), [UInt8](repeating: 0, count: 784))
    let checksums = [
      try data(grey, [1]), try data(black, [1]), try data(grey, [0]),
      try data(grey, [1], testLabel: 3), try data(grey + black, [1, 0]),
      try data(black + grey, [1, 0]),
    ].map(\.checksum)
    #expect(Set(checksums).count == checksums.count)
    #expect(try data(grey, [1]).checksum == checksums[0])
  }

  @Test func saysWhatToInstallWhereAFileIsMissing() throws {
    try withDataSet { directory in
      try FileManager.default.removeItem(atPath: "\(directory)/\(Self.labels)")
      let error = #expect(throws: DataError.self) { try FashionMNIST(directory: directory) }
      #expect(error == .missing(path: "\(directory)/\(Self.labels)"))
      #expect(error?.description.contains("apt install dataset-fashion-mnist") == true)
      #expect(error?.description.contains("--data") == true)
    }
  }

  @Test func saysWhatToDoWithADirectoryInAFilesPlace() throws {
    try withDataSet { directory in
      let path = "\(directory)/\(Self.labels)"
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      let error = #expect(throws: DataError.self) { try FashionMNIST(directory: directory) }
      #expect(error == .unreadable(path: path, reason: "a directory"))
      #expect(error?.description.contains("apt install --reinstall dataset-fashion-mnist") == true)
      #expect(error?.description.contains("--data") == true)
    }
  }

  /// gzip's output for "Parametric ReLU".
  private static let compressed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x0B, 0x48, 0x2C, 0x4A, 0xCC,
    0x4D, 0x2D, 0x29, 0xCA, 0x4C, 0x56, 0x08, 0x4A, 0xF5, 0x09, 0x05, 0x00, 0x4B, 0x40, 0x29,
    0xF7, 0x0F, 0x00, 0x00, 0x00,
  ]

  @Test func readsGzip() throws {
    try withDataSet { directory in
      try write(Self.compressed, "x", in: directory)
      #expect(try Gzip.read("\(directory)/x", limit: 15) == Array("Parametric ReLU".utf8))
      #expect(throws: DataError.self) { try Gzip.read("\(directory)/x", limit: 14) }
    }
  }

  @Test(arguments: [
    Array(compressed.dropLast(9)), Array(compressed.dropLast(20)),
    compressed[..<12] + [0xFF, 0xFF] + compressed[14...],
    Array(compressed[..<28] + [0, 0, 0, 0, 15, 0, 0, 0]),
  ])
  func refusesBrokenGzip(_ bytes: [UInt8]) throws {
    try withDataSet { directory in
      try write(bytes, Self.images, in: directory)
      let path = "\(directory)/\(Self.images)"
      #expect(throws: DataError.unreadable(path: path, reason: "not a whole gzip file")) {
        try FashionMNIST(directory: directory)
      }
    }
  }

  /// Contents of a file, and a word of what is said of it.
  static let brokenImages: [([UInt8], String)] = [
    ([], "not an IDX file"),
    (Array("Parametric ReLU".utf8), "not an IDX file"),
    (idx([3, 28, 28]).dropLast(), "not an IDX file"),
    (idx([3, 28, 28]) + [0], "not an IDX file"),
    (idx([3 * 784]), "not an IDX file"),
    (Array(idx([3, 28, 28])[..<14]), "not an IDX file"),
    ([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12), "not an IDX file"),
    (idx([3, 28, 27]), "its axes are [3, 28, 27]"),
    (idx([0, 28, 28]), "its axes are"),
  ]

  @Test(arguments: brokenImages)
  func refusesFilesThatAreNoImages(_ bytes: [UInt8], _ said: String) throws {
    try withDataSet { directory in
      try write(bytes, Self.images, in: directory)
      let error = #expect(throws: DataError.self) { try FashionMNIST(directory: directory) }
      #expect(error?.description.contains(said) == true)
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func refusesLabelsThatDoNotFit() throws {
    try withDataSet { directory in
      try write(idx([4]), Self.labels, in: directory)
      let path = "\(directory)/\(Self.labels)"
      #expect(throws: DataError.unreadable(path: path, reason: "4 labels for 3 images")) {
        try FashionMNIST(directory: directory)
      }
      try write(idx([3], values: [0, 10, 1]), Self.labels, in: directory)
      #expect(throws: DataError.unreadable(path: path, reason: "a label is not below 10")) {
        try FashionMNIST(directory: directory)
      }
    }
  }

  @Test func refusesADirectoryInPlaceOfAFile() throws {
    try withDataSet { directory in
      let path = "\(directory)/\(Self.images)"
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(throws: DataError.self) { try FashionMNIST(directory: directory) }
    }
  }

  /// zlib reads files as they are where gzip did not write them, so that these need not be compressed.
  private func withDataSet(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let images = (0..<3).flatMap { [UInt8](repeating: UInt8($0), count: 784) }
    try write(idx([3, 28, 28], values: images), Self.images, in: directory)
    try write(idx([3], values: [0, 9, 4]), Self.labels, in: directory)
    try write(idx([2, 28, 28]), "t10k-images-idx3-ubyte.gz", in: directory)
    try write(idx([2]), "t10k-labels-idx1-ubyte.gz", in: directory)
    try body(directory)
  }

  private func write(_ bytes: [UInt8], _ name: String, in directory: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(directory)/\(name)"))
  }
}

/// An IDX file of bytes, zeros where none are given.
private func idx(_ axes: [Int], values: [UInt8]? = nil) -> [UInt8] {
  let header = axes.flatMap { axis in (0..<4).map { UInt8(axis >> (24 - 8 * $0) & 255) } }
  let count = axes.reduce(1, *)
  return [0, 0, 8, UInt8(axes.count)] + header + (values ?? [UInt8](repeating: 0, count: count))
}
