/// The rectifiers around PReLU, which see a tensor as so many elements.
extension Case {
  /// All of them, forward and backward, on `count` elements.
  static func rectifiers(
    _ type: ScalarType, count: Int, threads: ThreadCount
  ) -> [Case] {
    Function.rectifiers.flatMap { function in
      Direction.firstOrder.map {
        Case(function, $0, type, .n, .none, [count], threads: threads)
      }
    }
  }
}
