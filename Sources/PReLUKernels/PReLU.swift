/// Parametric ReLU (He, Zhang, Ren and Sun 2015, "Delving Deep into Rectifiers"): `y = x` where x is not
/// negative and `y = a * x` where it is, with slopes a that are learned.
///
/// Numbers are of Float or Double, or of a half type: Float16 or `BFloat16`, computed in Float and rounded once. Slopes
/// may be of Float beside activations of a half type, in the functions on spans and buffer pointers.
///
/// Functions come in three forms: on spans, on buffer pointers, and, but for those in place, on arrays. The first two write to
/// memory that the caller owns, and allocate nothing in small calls, with the exceptions that <doc:ResultContract> names; the third
/// returns new arrays.
/// Where the buffers' counts do not fit the layout, where an output overlaps another buffer, or where an
/// instruction set is not supported, every function throws `PReLUError` before it writes anything.
public enum PReLU {
  /// What happens to the numbers that a slope gradient's memory holds before the call.
  public enum GradientUpdate: Equatable, Sendable {
    /// They are replaced.
    case overwrite
    /// The gradient is added to them, with one rounding: `Slope(Double(old) + sum)`, in the type of the slopes.
    case accumulate
  }
}
