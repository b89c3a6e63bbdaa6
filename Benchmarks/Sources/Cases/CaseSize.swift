/// Cases like a given one, of another size.
extension Case {
  /// This case with the fewest samples whose useful bytes are `bytes` or more.
  func moving(atLeast bytes: Int) -> Case {
    var sized = self
    sized.shape[0] = 1
    let first = sized.usefulBytes
    sized.shape[0] = 2
    let further = sized.usefulBytes - first
    sized.shape[0] = 1 + max(0, bytes - first + further - 1) / further
    return sized
  }

  /// This case with as many samples as fit into tensors of `bytes` bytes, and fewer channels where
  /// not even one does.
  func fitting(tensorsOf bytes: Int) -> Case {
    var sized = self
    let elements = bytes / type.bytes
    if shape.count > 1 { sized.shape[1] = max(1, min(channels, elements / inner)) }
    sized.shape[0] = max(1, elements / (sized.channels * inner))
    return sized
  }
}
