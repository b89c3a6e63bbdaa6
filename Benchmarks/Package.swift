// swift-tools-version: 6.3
import PackageDescription

let library = Target.Dependency.product(name: "PReLUKernels", package: "swift-prelu")
let blas = Target.Dependency.product(name: "CBLAS", package: "swift-prelu")

// A package of its own, so that nobody who links the library resolves the benchmark's tools.
// `NaiveLoops` has no settings on purpose: it is what a user's own module would be compiled to.
let package = Package(
  name: "swift-prelu-benchmarks",
  products: [.executable(name: "prelu-bench", targets: ["prelu-bench"])],
  dependencies: [
    .package(name: "swift-prelu", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CAllocator"),
    .target(name: "Roofline"),
    .target(name: "NaiveLoops"),
    .target(name: "BLASComposed", dependencies: [blas]),
    .target(name: "Measurement"),
    .target(name: "Buffers", dependencies: ["CAllocator"]),
    .target(name: "Cases", dependencies: [library]),
    .target(name: "Inputs", dependencies: ["CZlib", blas]),
    .target(name: "Reference"),
    .target(name: "MachineFacts", dependencies: [blas]),
    .target(
      name: "Contenders",
      dependencies: [
        "BLASComposed", "Buffers", "Cases", "Inputs", "Measurement", "NaiveLoops", "Reference",
        "Roofline", library, blas,
      ]),
    .target(name: "RecordedRuns", dependencies: ["MachineFacts", "Measurement"]),
    .target(
      name: "Report",
      dependencies: ["Cases", "Contenders", "MachineFacts", "Measurement", "RecordedRuns"]),
    .executableTarget(
      name: "prelu-bench",
      dependencies: [
        "Cases", "Contenders", "Inputs", "MachineFacts", "RecordedRuns", "Report", library,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: [
        "Buffers", "Cases", "Contenders", "Inputs", "MachineFacts", "Measurement", "Reference",
        "RecordedRuns", "Report", "Roofline", "prelu-bench",
      ]),
  ]
)
