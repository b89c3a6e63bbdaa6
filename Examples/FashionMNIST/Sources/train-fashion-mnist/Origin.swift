import Foundation
import ImageData
import Runs

extension Origin {
  /// The revision that scripts/train built from, where it runs the program.
  static var revision: String {
    ProcessInfo.processInfo.environment["TRAIN_REVISION"] ?? "unknown"
  }

  /// Of runs that this program makes here on `data`.
  init(of data: FashionMNIST) {
    self.init(
      data: DataSet(
        trainingImages: data.training.count, testImages: data.test.count, checksum: data.checksum),
      revision: Self.revision)
  }
}
