import Foundation
import Testing

@testable import Inputs

@Suite struct GzipTests {
  /// gzip's output for "Parametric ReLU".
  static let compressed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x0B, 0x48, 0x2C, 0x4A, 0xCC,
    0x4D, 0x2D, 0x29, 0xCA, 0x4C, 0x56, 0x08, 0x4A, 0xF5, 0x09, 0x05, 0x00, 0x4B, 0x40, 0x29,
    0xF7, 0x0F, 0x00, 0x00, 0x00,
  ]
  static let text = Array("Parametric ReLU".utf8)

  @Test func readsWhatGzipWrote() throws {
    try withFile(Self.compressed) { path in
      let bytes = try Gzip.read(path)
      #expect(bytes == Self.text)
    }
  }

  @Test(arguments: [Array(compressed.dropLast(9)), Array(compressed.dropLast(20))])
  func refusesFilesThatEndTooSoon(_ bytes: [UInt8]) throws {
    try withFile(bytes) { path in
      #expect(throws: InputError.unreadable(path: path, reason: "not a whole gzip file")) {
        try Gzip.read(path)
      }
    }
  }

  @Test func saysWhatToInstallWhereThereIsNoFile() {
    let error = #expect(throws: InputError.self) { try FashionMNIST(directory: "/nowhere") }
    #expect(error == .missing(path: "/nowhere/train-images-idx3-ubyte.gz"))
    #expect(error?.description.contains("apt install dataset-fashion-mnist") == true)
    #expect(error?.description.contains("--data") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func refusesFilesThatAreNoImages() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(Self.compressed).write(to: directory.appending(path: "train-images-idx3-ubyte.gz"))
    #expect(throws: InputError.self) { try FashionMNIST(directory: directory.path) }
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }
}
