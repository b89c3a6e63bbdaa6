/// One step of gradient descent with momentum, in one pass over memory.
struct MomentumStep<Scalar: BLASScalar> {
  let learningRate: Scalar
  let decay: Scalar
  let momentum: Scalar
  /// How much of d and of v a step takes: d + momentum * v in Nesterov's, v alone otherwise.
  let isNesterov: Bool

  init(learningRate: Double, decay: Double = 0, momentum: Double, isNesterov: Bool) {
    self.learningRate = Scalar(learningRate)
    self.decay = Scalar(decay)
    self.momentum = Scalar(momentum)
    self.isNesterov = isNesterov
  }

  /// Changes `count` values and their velocities, which a step without momentum does not have.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(
    _ count: Int, values: UnsafeMutablePointer<Scalar>, velocity: UnsafeMutablePointer<Scalar>?,
    gradient: UnsafePointer<Scalar>
  ) {
    let stride = MemoryLayout<Scalar>.stride
    let w = UnsafeMutableRawPointer(values)
    let v = unsafe velocity.map { UnsafeMutableRawPointer($0) }
    let g = unsafe UnsafeRawPointer(gradient)
    // Without decay no value is looked at: 0 times an infinite one would be NaN.
    let decays = decay != 0
    var index = 0
    while index + 8 <= count {
      let offset = index * stride
      // In bounds: eight elements from `index` on are left.
      var value = unsafe w.loadUnaligned(fromByteOffset: offset, as: SIMD8<Scalar>.self)
      let slope = unsafe g.loadUnaligned(fromByteOffset: offset, as: SIMD8<Scalar>.self)
      let d = decays ? slope + value * decay : slope
      var step = d
      if let v = unsafe v {
        var speed = unsafe v.loadUnaligned(fromByteOffset: offset, as: SIMD8<Scalar>.self)
        speed = speed * momentum + d
        unsafe v.storeBytes(of: speed, toByteOffset: offset, as: SIMD8<Scalar>.self)
        step = isNesterov ? d + speed * momentum : speed
      }
      value -= step * learningRate
      unsafe w.storeBytes(of: value, toByteOffset: offset, as: SIMD8<Scalar>.self)
      index += 8
    }
    while index < count {
      // In bounds: the last elements, by the same operations.
      let d = unsafe decays ? gradient[index] + values[index] * decay : gradient[index]
      var step = d
      if let velocity = unsafe velocity {
        let speed = unsafe velocity[index] * momentum + d
        unsafe velocity[index] = speed
        step = isNesterov ? d + speed * momentum : speed
      }
      unsafe values[index] -= step * learningRate
      index += 1
    }
  }
}

extension Parameter {
  /// Takes one step along the gradient. Without momentum there is no velocity: it is empty.
  func descend(_ step: MomentumStep<Scalar>, velocity: inout [Scalar], threads: Int) {
    let count = values.count
    // Fewer elements than 2^16 do not repay another thread.
    let threads = min(threads, max(1, count >> 16))
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe velocity.withUnsafeMutableBufferPointer { velocity in
        unsafe gradient.withUnsafeBufferPointer { gradient in
          // Only empty buffers have no address.
          guard let w = values.baseAddress, let g = gradient.baseAddress else { return }
          // An array without elements may have an address.
          let v = velocity.isEmpty ? nil : velocity.baseAddress
          Parallel.run(count: count, threads: threads, granule: 16) { _, range in
            // In bounds: a part of each.
            let start = range.lowerBound
            unsafe step.run(
              range.count, values: w + start, velocity: v.map { unsafe $0 + start },
              gradient: g + start)
          }
        }
      }
    }
  }
}
