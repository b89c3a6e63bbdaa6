extension Suite {
  /// The activations of a dense layer of 512 units over all training images of Fashion-MNIST.
  static let realCases: [Case] = [Case.ThreadCount.atMost(1), .automatic].flatMap {
    bothDirections(.float, .nc, .channel, [60_000, 512], threads: $0)
      + Case.rectifiers(.float, count: 60_000 * 512, threads: $0)
      + [Case(.doubleBackward, .float, .nc, .channel, [60_000, 512], threads: $0)]
  }
}
