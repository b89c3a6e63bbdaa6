@testable import SafeTensors

/// A file of `header` and so many bytes of zeros.
func file(header: String, data: Int = 0) -> [UInt8] {
  file(header: Array(header.utf8), data: [UInt8](repeating: 0, count: data))
}

func file(header: [UInt8], data: [UInt8]) -> [UInt8] {
  lengthBytes(UInt64(header.count)) + header + data
}

func lengthBytes(_ length: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
}

/// A network's worth of tensors, small.
func exampleFile() throws -> TensorFile {
  var file = TensorFile()
  try file.add(Tensor([1, -2, 0.5, .infinity] as [Float], shape: [2, 2]), named: "conv1.weight")
  try file.add(Tensor([0.25, -0.0] as [Float], shape: [2]), named: "conv1.bias")
  try file.add(Tensor([0.1, 1e300, -3] as [Double], shape: [3, 1]), named: "act1.weight")
  try file.add(Tensor([7] as [Float], shape: []), named: "scale")
  try file.add(Tensor([] as [Double], shape: [0, 5]), named: "empty")
  file.metadata = ["activation": "prelu", "quoted \"\\\n\u{1}": "é😀"]
  return file
}
