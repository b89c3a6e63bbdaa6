import Cases
import Foundation

/// The C library's copy, which is what people compare a pass over memory with.
extension Case {
  func memcpyEntries(
    from source: UnsafeRawPointer, to destination: UnsafeMutableRawPointer, threads: Int
  ) -> [Entry] {
    let copy = Copy(source: source, destination: destination, bytes: count * type.bytes)
    return streamThreads(threads).map { threads in
      Entry(.memcpy, "memcpy, \(threads) threads") {
        copy.run(threads: threads)
      } check: {
        guard copy.isDone() else { throw StreamFailure() }
      }
    }
  }
}

/// Memory that is copied.
private struct Copy: @unchecked Sendable {
  let source: UnsafeRawPointer
  let destination: UnsafeMutableRawPointer
  let bytes: Int

  func run(threads: Int) {
    Parts.forEach(bytes: bytes, threads: threads) { part in
      memcpy(destination + part.lowerBound, source + part.lowerBound, part.count)
    }
  }

  func isDone() -> Bool { memcmp(destination, source, bytes) == 0 }
}
