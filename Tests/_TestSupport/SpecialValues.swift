public import PReLUKernels

extension PReLUScalar where Self: BinaryFloatingPoint {
  /// The numbers at which formulas and instructions part ways.
  public static var specialValues: [Self] {
    [
      0, -0.0, 1, -1, 1.5, -2.75, .nan, .infinity, -.infinity,
      .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .leastNormalMagnitude, -.leastNormalMagnitude,
      .leastNormalMagnitude / 2, -.leastNormalMagnitude / 2,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
  }
}
