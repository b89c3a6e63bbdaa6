/// Bytes in rows, in the format of MNIST's files: two zeros, the type of the numbers, how many axes, each axis as four
/// bytes with the highest first, and the numbers.
struct IDX: Equatable {
  /// The most that a file of this program's may hold: twice the training images.
  static let longest = 100_000_000

  /// The type of the numbers, unsigned bytes.
  private static let unsignedByte: UInt8 = 0x08

  let axes: [Int]
  let values: ArraySlice<UInt8>

  /// The file at `path`, which has to have so many `axes`.
  init(path: String, axes: Int) throws(DataError) {
    let bytes = try Gzip.read(path, limit: Self.longest)
    guard let parsed = Self(bytes: bytes), parsed.axes.count == axes else {
      throw .unreadable(path: path, reason: "not an IDX file of bytes along \(axes) axes")
    }
    self = parsed
  }

  /// `nil` where `bytes` are not exactly such a file.
  init?(bytes: [UInt8]) {
    guard bytes.count >= 4, bytes.starts(with: [0, 0, Self.unsignedByte]) else { return nil }
    let header = 4 + 4 * Int(bytes[3])
    guard bytes.count >= header else { return nil }
    var (axes, count) = ([Int](), 1)
    for start in stride(from: 4, to: header, by: 4) {
      let axis = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      let (product, overflow) = count.multipliedReportingOverflow(by: axis)
      guard !overflow else { return nil }
      axes.append(axis)
      count = product
    }
    guard bytes.count - header == count else { return nil }
    self.axes = axes
    values = bytes[header...]
  }
}
