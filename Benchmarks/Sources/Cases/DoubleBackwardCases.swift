/// The double backward, where slopes are by channel: in runs, and in rows.
extension Case {
  /// Some kinds of layout, one sample of each.
  static func doubleBackwards(_ type: ScalarType, threads: ThreadCount) -> [Case] {
    [
      Case(.doubleBackward, type, .nchw, .channel, [1, 64, 28, 28], threads: threads),
      Case(.doubleBackward, type, .nhwc, .channel, [1, 64, 28, 28], threads: threads),
    ]
  }
}
