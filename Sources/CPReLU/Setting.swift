// The functions' names and contracts are prelu.h's, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CPReLUHeader
internal import PReLUKernels
internal import Synchronization

/// What `prelu_set_threads` was last given.
private let threadCount = Atomic<Int32>(0)

@c @implementation
public func prelu_set_threads(_ threads: Int32) {
  threadCount.store(threads, ordering: .relaxed)
}

/// The threads of a call that begins now. A negative count is the call's to refuse.
@inline(always)
func currentThreads() -> Threads {
  let count = threadCount.load(ordering: .relaxed)
  return count == 0 ? .automatic : .atMost(Int(count))
}

/// Throws what every call throws under the present setting: for calls that have nothing to compute.
func checkSetting() throws(PReLUError) {
  let nothing = unsafe UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
  try unsafe PReLU.forwardAllowingAlias(
    UnsafeBufferPointer(nothing), slope: UnsafeBufferPointer(nothing),
    layout: Layout(outer: 0, channels: 0, inner: 0), into: nothing, threads: currentThreads())
}

/// Made once and kept, because callers are promised that it stays.
private nonisolated(unsafe) let instructionSetText: UnsafePointer<CChar> = {
  let text: String
  do throws(PReLUError) {
    text = try InstructionSet.current.rawValue
  } catch {
    text = error.description
  }
  let characters = text.utf8CString
  let kept = UnsafeMutableBufferPointer<CChar>.allocate(capacity: characters.count)
  _ = unsafe kept.initialize(fromContentsOf: characters)
  return unsafe UnsafePointer(kept.baseAddress.unsafelyUnwrapped)
}()

@c @implementation
public func prelu_isa() -> UnsafePointer<CChar>! {
  unsafe instructionSetText
}
