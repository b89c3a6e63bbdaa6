import Foundation

/// Huge pages, the same for all contenders.
public enum HugePages {
  /// The size of a huge page on x86-64, from which on memory is advised to have them.
  public static let size = 2 << 20

  /// Asks for huge pages for a region that has not been touched, if it is large enough to have any.
  /// Where the machine does not offer them the advice has no effect.
  public static func advise(_ region: UnsafeMutableRawBufferPointer) {
    guard let base = region.baseAddress, region.count >= size else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = (UInt(bitPattern: base) + UInt(page) - 1) / UInt(page) * UInt(page)
    let end = UInt(bitPattern: base) + UInt(region.count)
    let bytes = Int(end - start) / page * page
    // Whole pages inside of the region alone: the pages at its edges may hold something else.
    madvise(UnsafeMutableRawPointer(bitPattern: start), bytes, MADV_HUGEPAGE)
  }
}
