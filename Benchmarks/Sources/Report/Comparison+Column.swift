import Contenders

/// How a comparison stands in the table.
extension Comparison {
  var title: String {
    switch self {
    case .roofline: "roofline"
    case .memcpy: "memcpy"
    case .longRun: "long run"
    case .forcedStores: "stores"
    case .naive: "naive"
    case .nestedLoops: "nested"
    case .blas: "BLAS"
    case .serial: "serial"
    }
  }

  /// Room for the title or the number, and two spaces.
  var width: Int { max(8, title.count + 2) }

  /// What nothing can be much faster than is something to have a share of; others are to be beaten.
  var isShare: Bool {
    switch self {
    case .roofline, .memcpy, .longRun: true
    case .forcedStores, .naive, .nestedLoops, .blas, .serial: false
    }
  }

  var meaning: String {
    switch self {
    case .roofline: "share of the speed of pure streaming"
    case .memcpy: "share of the speed of copying the input to the output"
    case .longRun: "share of the kernel's own speed on as many elements in long runs"
    case .forcedStores: "times as fast as stores through or past the caches, the faster of the two"
    case .naive: "times faster than the fastest naive spelling"
    case .nestedLoops: "times faster than three nested loops"
    case .blas: "times faster than a version put together from BLAS"
    case .serial: "times faster than the kernel on one thread"
    }
  }
}
