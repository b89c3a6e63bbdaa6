public import PReLUKernels

extension Problem {
  /// Products that cancel: their sum is some 10^10 times smaller than the sum of their magnitudes.
  ///
  /// The second half of every channel's elements has the products of the first half with the sign changed,
  /// in another order; one element in a thousand is then moved a little.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func cancelling(_ layout: Layout, seed: UInt64 = 98) -> Problem {
    var problem = Problem(layout, seed: seed)
    var generator = SplitMix64(seed: seed)
    let terms = layout.outer * layout.inner
    let half = terms / 2
    func index(_ channel: Int, _ term: Int) -> Int {
      (term / layout.inner * layout.channels + channel) * layout.inner + term % layout.inner
    }
    for channel in 0..<layout.channels {
      let shift = Int(generator.next() % UInt64(half))
      for term in 0..<half {
        let at = index(channel, term)
        let partner = index(channel, half + (term + shift) % half)
        let x = -Scalar(0.5 + generator.unit())
        let g = Scalar(generator.normal())
        problem.x[at] = x
        problem.gradient[at] = g
        problem.x[partner] = x
        problem.gradient[partner] = -g
        if term % 1_000 == 0 {
          problem.x[partner] *= Scalar(1 + 0x1p-20 * generator.unit())
        }
      }
    }
    return problem
  }
}
