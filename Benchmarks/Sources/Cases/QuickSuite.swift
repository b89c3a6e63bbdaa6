extension Suite {
  /// Every kind of kernel in the second-level cache, the sizes around it, and where threads begin
  /// to pay.
  static let quickCases = inCache + small + larger + rectifiers + doubleBackwards

  /// 196 to 256 KiB a tensor: all three of a backward call fit in a second-level cache of 1 MiB.
  private static let inCache: [Case] = [
    bothDirections(.float, .nchw, .channel, [4, 64, 16, 16], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [1, 256, 14, 14], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [2, 512, 7, 7], threads: .atMost(1)),
    bothDirections(.float, .nhwc, .channel, [4, 64, 16, 16], threads: .atMost(1)),
    bothDirections(.float, .nchw, .shared, [4, 64, 16, 16], threads: .atMost(1)),
    bothDirections(.float, .nchw, .element, [4, 64, 16, 16], threads: .atMost(1)),
    bothDirections(.double, .nchw, .channel, [2, 64, 16, 16], threads: .atMost(1)),
    bothDirections(.double, .nhwc, .channel, [2, 64, 16, 16], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [4, 64, 16, 16], threads: .automatic),
    bothDirections(.float, .nhwc, .channel, [16, 3, 32, 32], threads: .atMost(1)),
    bothDirections(.float, .nhwc, .channel, [4, 10, 32, 32], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [8, 512, 3, 3], threads: .atMost(1)),
  ].flatMap { $0 }

  /// Inference heads: what a call costs besides its bytes.
  private static let small: [Case] = [
    bothDirections(.float, .nc, .channel, [1, 64], threads: .automatic),
    bothDirections(.float, .nc, .channel, [1, 512], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [1, 512, 3, 3], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [1, 16, 2, 2], threads: .atMost(1)),
    bothDirections(.float, .nc, .channel, [128, 1024], threads: .atMost(1)),
    bothDirections(.float, .nc, .channel, [128, 1024], threads: .automatic),
  ].flatMap { $0 }

  /// The last-level cache (6 MiB a tensor), and past it on most machines (49 MiB a tensor).
  private static let larger: [Case] = [
    bothDirections(.float, .nchw, .channel, [16, 64, 28, 28], threads: .automatic),
    bothDirections(.float, .nchw, .channel, [32, 256, 14, 14], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [32, 256, 14, 14], threads: .automatic),
    bothDirections(.float, .nchw, .channel, [64, 64, 56, 56], threads: .atMost(1)),
    bothDirections(.float, .nchw, .channel, [64, 64, 56, 56], threads: .automatic),
    bothDirections(.float, .nhwc, .channel, [64, 64, 56, 56], threads: .atMost(1)),
    bothDirections(.float, .nhwc, .channel, [64, 64, 56, 56], threads: .automatic),
  ].flatMap { $0 }

  /// In the second-level cache, and past the last one on most machines.
  private static let rectifiers: [Case] =
    Case.rectifiers(.float, count: 65_536, threads: .atMost(1))
    + Case.rectifiers(.float, count: 64, threads: .automatic)
    + Case.rectifiers(.float, count: 12_845_056, threads: .automatic)

  /// Half a mebibyte, and past the caches of most machines.
  private static let doubleBackwards: [Case] =
    Case.doubleBackwards(.float, threads: .atMost(1)).map { $0.moving(atLeast: 1 << 19) }
    + Case.doubleBackwards(.float, threads: .automatic).map { $0.moving(atLeast: 1 << 28) }
}
