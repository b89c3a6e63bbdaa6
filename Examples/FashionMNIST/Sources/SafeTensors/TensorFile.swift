import Foundation

/// Named tensors in safetensors' format, which is eight bytes with the length of a header, the header, in JSON, and the
/// numbers: https://huggingface.co/docs/safetensors. Names that Unicode holds for the same text are one name here.
public struct TensorFile: Equatable, Sendable {
  /// The header of a file may not be longer.
  public static let longestHeader = 100_000_000

  static let metadataName = "__metadata__"

  public private(set) var tensors: [String: Tensor] = [:]
  public var metadata: [String: String] = [:]

  public init() {}

  public subscript(name: String) -> Tensor? { tensors[name] }

  /// Adds a tensor; no other may have its name.
  public mutating func add(_ tensor: Tensor, named name: String) throws(SafeTensorsError) {
    guard name != Self.metadataName else { throw .reservedName(name) }
    guard tensors.updateValue(tensor, forKey: name) == nil else { throw .duplicateName(name) }
  }

  /// Reads the file at `path`.
  public init(path: String) throws(SafeTensorsError) {
    // Foundation has no words of its own for one.
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    {
      throw .inaccessible(reason: "cannot be read: a directory")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw .inaccessible(reason: "cannot be read: \(Self.reason(error))")
    }
    try self.init(bytes: Array(data))
  }

  /// Writes the file whole, or leaves what was at `path`.
  public func write(to path: String) throws(SafeTensorsError) {
    do {
      try Data(encoded()).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .inaccessible(reason: "cannot be written: \(Self.reason(error))")
    }
  }

  /// What the system says of it, in its own words.
  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let underlying, underlying.domain == NSPOSIXErrorDomain else {
      return error.localizedDescription
    }
    return String(cString: strerror(Int32(truncatingIfNeeded: underlying.code)))
  }
}
