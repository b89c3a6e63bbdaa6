internal import CZlib

extension FashionMNIST {
  /// CRC-32 of all images and labels, in the order of the four files: data that are compressed otherwise have the same one.
  public var checksum: UInt32 {
    let parts = [training.images, training.labels, test.images, test.labels]
    let checksum = parts.reduce(crc32(0, nil, 0)) { checksum, bytes in
      // Files are of 100 MB at most, which zlib can count.
      crc32(checksum, bytes, UInt32(bytes.count))
    }
    return UInt32(checksum)
  }
}
