extension Suite {
  /// The tensors that PReLU gets in networks, on automatic threads.
  static let networkCases: [Case] = [
    // He et al. 2015, the 14-layer model.
    network(.nchw, [32, 64, 109, 109]),
    network(.nchw, [32, 128, 53, 53]),
    network(.nchw, [32, 256, 26, 26]),
    // ArcFace's IResNet.
    network(.nchw, [32, 64, 112, 112]),
    network(.nchw, [32, 64, 56, 56]),
    network(.nchw, [32, 128, 28, 28]),
    network(.nchw, [32, 256, 14, 14]),
    network(.nchw, [32, 512, 7, 7]),
    network(.nhwc, [32, 64, 56, 56]),
    network(.nhwc, [32, 256, 14, 14]),
    // V-Net, in three dimensions.
    network(.ncdhw, [1, 16, 128, 128, 64]),
    network(.ncdhw, [2, 32, 64, 64, 32]),
    network(.ncdhw, [2, 256, 8, 8, 4]),
    // Conv-TasNet, on sound.
    network(.ncl, [4, 512, 3200], slopes: .shared),
    network(.ncl, [4, 128, 3200], slopes: .shared),
    // FSRCNN, for super-resolution.
    network(.nchw, [1, 56, 540, 960]),
    network(.nchw, [1, 12, 540, 960]),
    network(.nhwc, [1, 12, 540, 960]),
    // MTCNN's P-Net and O-Net.
    network(.nchw, [1, 10, 358, 638]),
    network(.nchw, [16, 32, 46, 46]),
    network(.nc, [16, 256]),
    // DGI, on graphs.
    network(.nc, [2708, 512], slopes: .shared),
    network(.nc, [2708, 512]),
    network(.nc, [169_343, 256], slopes: .shared),
    network(.nc, [169_343, 256]),
    // Inference heads.
    network(.nc, [1, 64]),
    network(.nc, [1, 512]),
    network(.nc, [128, 1024]),
    // Double, of some.
    network(.nchw, [32, 128, 28, 28], type: .double),
    network(.nhwc, [32, 128, 28, 28], type: .double),
    network(.nc, [128, 1024], type: .double),
    [
      Case(.doubleBackward, .float, .nchw, .channel, [32, 64, 56, 56], threads: .automatic),
      Case(.doubleBackward, .float, .nhwc, .channel, [32, 256, 14, 14], threads: .automatic),
    ],
    // In the place of PReLU, in the first three of ArcFace's.
    Case.rectifiers(.float, count: 32 * 64 * 112 * 112, threads: .automatic),
    Case.rectifiers(.float, count: 32 * 64 * 56 * 56, threads: .automatic),
    Case.rectifiers(.float, count: 32 * 128 * 28 * 28, threads: .automatic),
  ].flatMap { $0 }

  private static func network(
    _ arrangement: Case.Arrangement, _ shape: [Int], slopes: Case.Slopes = .channel,
    type: Case.ScalarType = .float
  ) -> [Case] {
    bothDirections(type, arrangement, slopes, shape, threads: .automatic)
  }
}
