// swift-tools-version: 6.3
import PackageDescription

let kernels = Target.Dependency.product(name: "PReLUKernels", package: "swift-prelu")
let layers = Target.Dependency.product(name: "PReLULayers", package: "swift-prelu")

// A package of its own, so that nobody who links the library resolves its tools.
let package = Package(
  name: "swift-prelu-fashion-mnist",
  dependencies: [
    .package(name: "swift-prelu", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "ImageData", dependencies: ["CZlib"]),
    .target(name: "SafeTensors"),
    .target(name: "Runs"),
    .target(name: "Reporting", dependencies: ["Runs"]),
    .testTarget(name: "ImageDataTests", dependencies: ["ImageData"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Runs"]),
    .testTarget(name: "SafeTensorsTests", dependencies: ["SafeTensors"]),
  ]
)
