import MachineFacts

/// A cache as Google Benchmark's JSON format tells of it.
struct CacheRecord: Encodable, Sendable {
  let type: String
  let level: Int
  let size: Int
  let numSharing: Int

  init(_ cache: Machine.Cache) {
    type = cache.kind
    level = cache.level
    size = cache.bytes
    numSharing = cache.sharers
  }
}
