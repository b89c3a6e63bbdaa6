// swift-tools-version: 6.3
import PackageDescription

// SwiftPM settings have no architecture condition, so the x86-64 kernel modules are left out by the
// manifest itself: on another architecture, and where SWIFT_PRELU_PORTABLE=1 asks for the build that
// such a machine would get. A manifest sees the architecture that it runs on: to cross-compile from x86-64
// for another, set the variable.
#if arch(x86_64)
  let hasX86Kernels = Context.environment["SWIFT_PRELU_PORTABLE"] != "1"
#else
  let hasX86Kernels = false
#endif

/// Settings of a module of the library. It is optimised in debug builds too: without that a SIMD operation
/// is a loop over its lanes, and a debug build of a program that uses the library a hundred times slower.
/// `architecture` is a value of clang's `-march`, for which Swift generates code as well; `nil` is the
/// default of the platform.
func librarySettings(architecture: String? = nil) -> [SwiftSetting] {
  let march = architecture.map { ["-Xcc", "-march=\($0)"] } ?? []
  return [
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-O"] + march),
  ]
}

/// One kernel module: the kernels of `KernelCore`, compiled for one instruction set. Without debug information, which would
/// take a third of the time: most of a build's time is spent here.
///
/// Functions begin at cache lines, and so do innermost loops of x86-64: how fast a loop is does not depend on what code stands in
/// front of it (docs/performance-checks.md).
func kernels(_ name: String, architecture: String? = nil) -> Target {
  let alignment =
    ["-align-all-functions=6"]
    + (architecture == nil ? [] : ["-x86-experimental-pref-innermost-loop-alignment=6"])
  return .target(
    name: name, dependencies: ["KernelCore"],
    swiftSettings: librarySettings(architecture: architecture) + [
      .unsafeFlags(["-Xfrontend", "-gnone"] + alignment.flatMap { ["-Xllvm", $0] })
    ])
}

let x86Kernels =
  hasX86Kernels
  ? [
    kernels("KernelsX86V2", architecture: "x86-64-v2"),
    kernels("KernelsX86V3", architecture: "x86-64-v3"),
    kernels("KernelsX86V4", architecture: "x86-64-v4"),
  ] : []

let package = Package(
  name: "swift-prelu",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "PReLUKernels", targets: ["PReLUKernels"]),
    .library(name: "PReLULayers", targets: ["PReLULayers"]),
    .library(name: "prelu", type: .dynamic, targets: ["CPReLU"]),
    .library(name: "CBLAS", targets: ["CBLAS"]),
    .library(name: "CLAPACKE", targets: ["CLAPACKE"]),
  ],
  targets: [
    .systemLibrary(
      name: "CBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .target(name: "CKernelSupport"),
    .target(name: "KernelCore", dependencies: ["CKernelSupport"], swiftSettings: librarySettings()),
    kernels("KernelsPortable"),
    .target(
      name: "PReLUKernels",
      dependencies: ["CKernelSupport", "KernelCore", "KernelsPortable"]
        + x86Kernels.map { .byName(name: $0.name) },
      swiftSettings: librarySettings() + (hasX86Kernels ? [.define("PRELU_X86_KERNELS")] : [])),
    .target(
      name: "PReLULayers", dependencies: ["CBLAS", "CLAPACKE", "PReLUKernels"],
      swiftSettings: librarySettings()),
    // prelu.h alone, which CPReLU implements: the compiler holds one against the other.
    .target(name: "CPReLUHeader"),
    .target(
      name: "CPReLU", dependencies: ["CPReLUHeader", "PReLUKernels"],
      swiftSettings: librarySettings()),
    // Optimised in debug builds too: references go through millions of elements one by one.
    .target(
      name: "_TestSupport", dependencies: ["PReLUKernels"], path: "Tests/_TestSupport",
      swiftSettings: [.unsafeFlags(["-O"])]),
    .testTarget(
      name: "PReLUKernelsTests", dependencies: ["KernelCore", "PReLUKernels", "_TestSupport"],
      swiftSettings: hasX86Kernels ? [.define("PRELU_X86_KERNELS")] : []),
    .testTarget(
      name: "CPReLUTests",
      dependencies: ["CPReLU", "CPReLUHeader", "PReLUKernels", "_TestSupport"],
      swiftSettings: hasX86Kernels ? [.define("PRELU_X86_KERNELS")] : []),
    .testTarget(
      name: "PReLULayersTests",
      dependencies: ["CBLAS", "PReLUKernels", "PReLULayers", "_TestSupport"],
      // Layers are held against loops over their formulas.
      swiftSettings: [.unsafeFlags(["-O"])]),
    .testTarget(name: "SystemLibraryTests", dependencies: ["CBLAS", "CLAPACKE"]),
  ] + x86Kernels
)
