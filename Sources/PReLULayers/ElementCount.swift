/// The product of `dimensions`, which BLAS has to be able to count.
///
/// - Throws: `LayerError.invalidSetting` where one is negative, `.tooLarge` where the product, zeros left out, is above
///   `Int32.max`.
func elementCount(_ dimensions: [Int], of owner: String) throws(LayerError) -> Int {
  var product = 1
  for dimension in dimensions {
    guard dimension >= 0 else {
      throw .invalidSetting(
        layer: owner, setting: "dimension", value: "\(dimension)", allowed: "0 or more")
    }
    // Below 2^62: neither factor is above 2^31.
    guard dimension <= Int32.max, product * max(1, dimension) <= Int32.max else {
      throw .tooLarge(layer: owner, dimensions: dimensions)
    }
    product *= max(1, dimension)
  }
  return dimensions.contains(0) ? 0 : product
}

/// Throws unless a setting of a layer is at least `least` and BLAS can count that far.
func checkSetting(
  _ setting: String, _ value: Int, atLeast least: Int = 1, of owner: String
) throws(LayerError) {
  guard value >= least, value <= Int32.max else {
    throw .invalidSetting(
      layer: owner, setting: setting, value: "\(value)", allowed: "\(least) to \(Int32.max)")
  }
}
