import PReLUKernels
import Testing
import _TestSupport

/// An output that shares memory with another buffer is refused by name, and nothing is written.
@Suite struct OverlapTests {
  typealias Buffer = PReLUError.Buffer

  /// The calls that write to memory, with every pair of buffers that may not overlap.
  enum Call: CaseIterable {
    case forward, forwardInPlace, backward, backwardInPlace
    case inputGradient, inputGradientInPlace, slopeGradient

    var forbidden: [(output: Buffer, other: Buffer)] {
      switch self {
      case .forward: [(.output, .input), (.output, .slope)]
      case .forwardInPlace: [(.input, .slope)]
      case .backward:
        [
          (.inputGradient, .input), (.inputGradient, .slope), (.inputGradient, .gradient),
          (.slopeGradient, .input), (.slopeGradient, .slope), (.slopeGradient, .gradient),
          (.slopeGradient, .inputGradient),
        ]
      case .backwardInPlace:
        [
          (.gradient, .input), (.gradient, .slope), (.slopeGradient, .input),
          (.slopeGradient, .slope), (.slopeGradient, .gradient),
        ]
      case .inputGradient:
        [(.inputGradient, .input), (.inputGradient, .slope), (.inputGradient, .gradient)]
      case .inputGradientInPlace: [(.gradient, .input), (.gradient, .slope)]
      case .slopeGradient: [(.slopeGradient, .input), (.slopeGradient, .gradient)]
      }
    }

    func run<Scalar: Number>(_ arena: Arena<Scalar>) throws {
      switch self {
      case .forward:
        try PReLU.forward(
          arena.constant(.input), slope: arena.constant(.slope), layout: arena.layout,
          into: arena.mutable(.output))
      case .forwardInPlace:
        try PReLU.forwardInPlace(
          arena.mutable(.input), slope: arena.constant(.slope), layout: arena.layout)
      case .backward:
        try PReLU.backward(
          arena.constant(.input), slope: arena.constant(.slope),
          gradient: arena.constant(.gradient), layout: arena.layout,
          inputGradient: arena.mutable(.inputGradient),
          slopeGradient: arena.mutable(.slopeGradient), update: .overwrite)
      case .backwardInPlace:
        try PReLU.backwardInPlace(
          arena.constant(.input), slope: arena.constant(.slope),
          gradient: arena.mutable(.gradient), layout: arena.layout,
          slopeGradient: arena.mutable(.slopeGradient), update: .accumulate)
      case .inputGradient:
        try PReLU.inputGradient(
          arena.constant(.input), slope: arena.constant(.slope),
          gradient: arena.constant(.gradient), layout: arena.layout,
          into: arena.mutable(.inputGradient))
      case .inputGradientInPlace:
        try PReLU.inputGradientInPlace(
          arena.constant(.input), slope: arena.constant(.slope),
          gradient: arena.mutable(.gradient), layout: arena.layout)
      case .slopeGradient:
        try PReLU.slopeGradient(
          arena.constant(.input), gradient: arena.constant(.gradient), layout: arena.layout,
          into: arena.mutable(.slopeGradient), update: .overwrite)
      }
    }
  }

  @Test(arguments: NumberType.allCases, Call.allCases)
  func isRefused(_ number: NumberType, _ call: Call) throws {
    try isRefused(number.type, call)
  }

  private func isRefused<Scalar: Number>(_: Scalar.Type, _ call: Call) throws {
    for (output, other) in call.forbidden {
      for (moved, fixed) in [(output, other), (other, output)] {
        for offset in try Arena<Scalar>().overlapping(moved, fixed) {
          var arena = try Arena<Scalar>()
          arena.move(moved, to: fixed, offset: offset)
          #expect(throws: PReLUError.overlap(output, with: other), "\(moved) at \(offset)") {
            try call.run(arena)
          }
          #expect(arena.isUntouched)
        }
      }
    }
  }

  /// Buffers that touch do not overlap.
  @Test(arguments: NumberType.allCases, Call.allCases)
  func touchingIsFine(_ number: NumberType, _ call: Call) throws {
    try touchingIsFine(number.type, call)
  }

  private func touchingIsFine<Scalar: Number>(_: Scalar.Type, _ call: Call) throws {
    for (output, other) in call.forbidden {
      for offset in try Arena<Scalar>().touching(output, other) {
        var arena = try Arena<Scalar>()
        arena.move(output, to: other, offset: offset)
        try call.run(arena)
        #expect(!arena.isUntouched)
      }
    }
  }

  /// Inputs may share memory as they like.
  @Test(arguments: NumberType.allCases)
  func inputsMayOverlap(_ number: NumberType) throws {
    try inputsMayOverlap(number.type)
  }

  private func inputsMayOverlap<Scalar: Number>(_: Scalar.Type) throws {
    for offset in [0, 1, -5] {
      var arena = try Arena<Scalar>()
      arena.move(.gradient, to: .input, offset: offset)
      arena.move(.slope, to: .input, offset: 3)
      var problem = Problem<Scalar>(arena.layout)
      problem.x = Array(arena.constant(.input))
      problem.gradient = Array(arena.constant(.gradient))
      problem.slope = Array(arena.constant(.slope))
      let reference = Reference(problem)
      let distinguishes = reference.distinguishes(problem)
      try #require(distinguishes)
      try Call.forward.run(arena)
      #expect(difference(Array(arena.constant(.output)), reference.y) == nil)
      try Call.backward.run(arena)
      let inputGradient = Array(arena.constant(.inputGradient))
      #expect(difference(inputGradient, reference.inputGradient) == nil)
      let slopeGradient = Array(arena.constant(.slopeGradient))
      #expect(violation(slopeGradient, reference.slopeGradient) == nil)
    }
  }
}
