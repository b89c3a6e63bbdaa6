// swift-tools-version: 6.3
import PackageDescription

let kernels = Target.Dependency.product(name: "PReLUKernels", package: "swift-prelu")
let layers = Target.Dependency.product(name: "PReLULayers", package: "swift-prelu")

// A package of its own, so that nobody who links the library resolves its tools.
let package = Package(
  name: "swift-prelu-fashion-mnist",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "train-fashion-mnist", targets: ["train-fashion-mnist"])],
  dependencies: [
    .package(name: "swift-prelu", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "ImageData", dependencies: ["CZlib"]),
    .target(name: "SafeTensors"),
    .target(name: "Runs"),
    .target(name: "Training", dependencies: ["ImageData", "Runs", "SafeTensors", layers]),
    .target(
      name: "LayerComparison",
      dependencies: [
        "Runs", "SafeTensors", "Training", layers, .product(name: "CBLAS", package: "swift-prelu"),
      ]),
    .target(name: "Reporting", dependencies: ["Runs"]),
    .executableTarget(
      name: "train-fashion-mnist",
      dependencies: [
        "ImageData", "LayerComparison", "Reporting", "Runs", "SafeTensors", "Training", kernels,
        layers,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "ImageDataTests", dependencies: ["ImageData"]),
    .testTarget(
      name: "LayerComparisonTests",
      dependencies: ["LayerComparison", "Runs", "SafeTensors", layers]),
    .testTarget(name: "ProgramTests", dependencies: ["Reporting", "train-fashion-mnist"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Runs"]),
    .testTarget(name: "SafeTensorsTests", dependencies: ["SafeTensors"]),
    .testTarget(
      name: "TrainingTests", dependencies: ["ImageData", "Runs", "SafeTensors", "Training", layers]),
  ]
)
