import ImageData
import Runs
import Testing

@testable import Training

@Suite struct RunTests {
  @Test func recordsWhatWasMeasured() throws {
    let data = FashionMNIST(
      training: try syntheticImages(40), test: try syntheticImages(20, seed: 2))
    var settings = Settings()
    settings.network = .dense
    settings.epochs = 2
    settings.images = 30
    let origin = Origin(
      data: .init(trainingImages: 40, testImages: 20, checksum: data.checksum), revision: "a",
      processor: "b")
    var run = try Run(settings, origin: origin)
    try run.train(on: data)
    #expect(run.record.settings == settings)
    #expect(run.record.origin == origin)
    #expect(run.record.epochs.map(\.images) == [30, 30])
    #expect(run.record.epochs.allSatisfy { $0.processorSeconds > 0 })
    #expect(run.record.slopes.map(\.layer) == ["fc1", "fc2"])
    #expect(!run.record.hasDiverged)
  }
}
