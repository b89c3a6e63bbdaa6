internal import PReLUKernels

/// Throws what kernels would throw whatever they are given, so that nothing has been written then.
func checkKernels() throws(LayerError) {
  do {
    _ = try Rectifier.relu.forward([Float]())
  } catch {
    throw .kernel(error)
  }
}

/// Calls `body`, and throws what kernels throw as an error of layers.
func translatingKernelErrors<Result>(
  _ body: () throws(PReLUError) -> Result
) throws(LayerError) -> Result {
  do {
    return try body()
  } catch {
    throw .kernel(error)
  }
}
