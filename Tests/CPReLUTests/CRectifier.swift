import CPReLU
import CPReLUHeader
import PReLUKernels

/// A rectifier with the functions that compute it, of one type of number.
struct CRectifier<Bits> {
  let rectifier: Rectifier
  let forward: (_ n: Int, _ x: UnsafePointer<Bits>?, _ y: UnsafeMutablePointer<Bits>?) -> Int32
  let backward:
    (
      _ n: Int, _ x: UnsafePointer<Bits>?, _ dy: UnsafePointer<Bits>?,
      _ dx: UnsafeMutablePointer<Bits>?
    ) -> Int32
}

// Constants that are different from each other, and that every type rounds.

extension Float {
  static var rectifiers: [CRectifier<Bits>] {
    [
      CRectifier(
        rectifier: .relu, forward: prelu_relu_forward_f32, backward: prelu_relu_backward_f32),
      CRectifier(
        rectifier: .leakyReLU(slope: 0.1),
        forward: { prelu_leaky_relu_forward_f32($0, $1, 0.1, $2) },
        backward: { prelu_leaky_relu_backward_f32($0, $1, 0.1, $2, $3) }),
      CRectifier(
        rectifier: .elu(alpha: 0.7),
        forward: { prelu_elu_forward_f32($0, $1, 0.7, $2) },
        backward: { prelu_elu_backward_f32($0, $1, 0.7, $2, $3) }),
      CRectifier(
        rectifier: .selu(alpha: 1.6, gamma: 1.1),
        forward: { prelu_selu_forward_f32($0, $1, 1.6, 1.1, $2) },
        backward: { prelu_selu_backward_f32($0, $1, 1.6, 1.1, $2, $3) }),
    ]
  }
}

extension Double {
  static var rectifiers: [CRectifier<Bits>] {
    [
      CRectifier(
        rectifier: .relu, forward: prelu_relu_forward_f64, backward: prelu_relu_backward_f64),
      CRectifier(
        rectifier: .leakyReLU(slope: 0.1),
        forward: { prelu_leaky_relu_forward_f64($0, $1, 0.1, $2) },
        backward: { prelu_leaky_relu_backward_f64($0, $1, 0.1, $2, $3) }),
      CRectifier(
        rectifier: .elu(alpha: 0.7),
        forward: { prelu_elu_forward_f64($0, $1, 0.7, $2) },
        backward: { prelu_elu_backward_f64($0, $1, 0.7, $2, $3) }),
      CRectifier(
        rectifier: .selu(alpha: 1.6, gamma: 1.1),
        forward: { prelu_selu_forward_f64($0, $1, 1.6, 1.1, $2) },
        backward: { prelu_selu_backward_f64($0, $1, 1.6, 1.1, $2, $3) }),
    ]
  }
}

extension Float16 {
  static var rectifiers: [CRectifier<Bits>] {
    [
      CRectifier(
        rectifier: .relu, forward: prelu_relu_forward_f16, backward: prelu_relu_backward_f16),
      CRectifier(
        rectifier: .leakyReLU(slope: 0.1),
        forward: { prelu_leaky_relu_forward_f16($0, $1, 0.1, $2) },
        backward: { prelu_leaky_relu_backward_f16($0, $1, 0.1, $2, $3) }),
      CRectifier(
        rectifier: .elu(alpha: 0.7),
        forward: { prelu_elu_forward_f16($0, $1, 0.7, $2) },
        backward: { prelu_elu_backward_f16($0, $1, 0.7, $2, $3) }),
      CRectifier(
        rectifier: .selu(alpha: 1.6, gamma: 1.1),
        forward: { prelu_selu_forward_f16($0, $1, 1.6, 1.1, $2) },
        backward: { prelu_selu_backward_f16($0, $1, 1.6, 1.1, $2, $3) }),
    ]
  }
}

extension BFloat16 {
  static var rectifiers: [CRectifier<Bits>] {
    [
      CRectifier(
        rectifier: .relu, forward: prelu_relu_forward_bf16, backward: prelu_relu_backward_bf16),
      CRectifier(
        rectifier: .leakyReLU(slope: 0.1),
        forward: { prelu_leaky_relu_forward_bf16($0, $1, 0.1, $2) },
        backward: { prelu_leaky_relu_backward_bf16($0, $1, 0.1, $2, $3) }),
      CRectifier(
        rectifier: .elu(alpha: 0.7),
        forward: { prelu_elu_forward_bf16($0, $1, 0.7, $2) },
        backward: { prelu_elu_backward_bf16($0, $1, 0.7, $2, $3) }),
      CRectifier(
        rectifier: .selu(alpha: 1.6, gamma: 1.1),
        forward: { prelu_selu_forward_bf16($0, $1, 1.6, 1.1, $2) },
        backward: { prelu_selu_backward_bf16($0, $1, 1.6, 1.1, $2, $3) }),
    ]
  }
}
