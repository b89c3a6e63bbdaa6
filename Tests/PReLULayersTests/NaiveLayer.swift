import PReLULayers

/// What a layer computes before its activation, and the gradients, element by element from the formula.
struct NaiveLayer<Scalar: BLASScalar> {
  let layer: LayerCase
  let weight: [Scalar]
  let bias: [Scalar]
  let batch: Int

  private var input: ImageShape { layer.input }

  var output: ImageShape {
    func count(_ input: Int, _ p: Int, _ d: Int, _ k: Int, _ s: Int) -> Int {
      (input + 2 * p - d * (k - 1) - 1) / s + 1
    }
    let (window, stride) = (layer.window, layer.stride)
    let (padding, dilation) = (layer.padding, layer.dilation)
    return ImageShape(
      channels: layer.channels,
      height: count(input.height, padding.height, dilation.height, window.height, stride.height),
      width: count(input.width, padding.width, dilation.width, window.width, stride.width))
  }

  var inputCount: Int { batch * input.channels * input.height * input.width }
  var outputCount: Int { batch * output.channels * output.height * output.width }

  /// Calls `body` with the indices in z, W and x of every product that z is a sum of.
  private func forEachProduct(_ body: (_ z: Int, _ w: Int, _ x: Int) -> Void) {
    let inputs = input.channels / layer.groups
    let output = output
    for n in 0..<batch {
      for o in 0..<output.channels {
        let group = o / (output.channels / layer.groups)
        for i in 0..<output.height {
          for j in 0..<output.width {
            let z = ((n * output.channels + o) * output.height + i) * output.width + j
            for c in 0..<inputs {
              for k in 0..<layer.window.height {
                let row = i * layer.stride.height - layer.padding.height + k * layer.dilation.height
                guard (0..<input.height).contains(row) else { continue }
                for l in 0..<layer.window.width {
                  let column =
                    j * layer.stride.width - layer.padding.width + l * layer.dilation.width
                  guard (0..<input.width).contains(column) else { continue }
                  body(
                    z, ((o * inputs + c) * layer.window.height + k) * layer.window.width + l,
                    ((n * input.channels + group * inputs + c) * input.height + row) * input.width
                      + column)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The channel of an element of z.
  private func channel(_ z: Int) -> Int {
    z / (output.height * output.width) % output.channels
  }

  func product(_ x: [Scalar]) -> [Scalar] {
    var z = (0..<outputCount).map { bias[channel($0)] }
    forEachProduct { z[$0] += weight[$1] * x[$2] }
    return z
  }

  func gradients(
    _ x: [Scalar], dz: [Scalar]
  ) -> (input: [Scalar], weight: [Scalar], bias: [Scalar]) {
    var dx = [Scalar](repeating: 0, count: inputCount)
    var dw = [Scalar](repeating: 0, count: weight.count)
    var db = [Scalar](repeating: 0, count: bias.count)
    forEachProduct { z, w, x in dx[x] += dz[z] * weight[w] }
    forEachProduct { z, w, index in dw[w] += dz[z] * x[index] }
    for z in dz.indices { db[channel(z)] += dz[z] }
    return (dx, dw, db)
  }
}
