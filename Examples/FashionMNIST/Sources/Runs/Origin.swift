/// What a run's numbers came from, beside its settings.
public struct Origin: Codable, Equatable, Sendable {
  /// A data set, as far as it has to be known again.
  public struct DataSet: Codable, Equatable, Sendable {
    public var trainingImages: Int
    public var testImages: Int
    /// Of all images and labels: another data set has another one, but for chance.
    public var checksum: UInt32

    public init(trainingImages: Int, testImages: Int, checksum: UInt32) {
      self.trainingImages = trainingImages
      self.testImages = testImages
      self.checksum = checksum
    }
  }

  public var data: DataSet
  /// Of the program's source.
  public var revision: String
  public var processor: String

  public init(data: DataSet, revision: String, processor: String = Origin.processor) {
    self.data = data
    self.revision = revision
    self.processor = processor
  }
}
