import Foundation
import Testing

@Suite struct TrainTests {
  @Test func trainsSavesAndLoads() throws {
    try Program.use { program in
      let file = "\(program.directory)/dense.safetensors"
      let choice = "--network=dense"
      let trained = try program.run(choice, "--epochs", "2", "--batch", "10", "--save", file)
      #expect(trained.status == 0 && trained.errors.isEmpty)
      #expect(trained.lines.count { $0.hasPrefix("epoch ") } == 2)
      let last = try #require(trained.lines.last)
      #expect(last.wholeMatch(of: /test accuracy: \d{1,3}\.\d\d%/) != nil, "\(last)")
      let loaded = try program.run(choice, "--epochs", "0", "--load", file)
      #expect(loaded.status == 0 && loaded.lines.last == last)
      let untrained = try program.run(choice, "--epochs", "0")
      #expect(untrained.lines.last != last)
    }
  }

  @Test func saysBeforeItTrainsThatItCannotSave() throws {
    try Program.use { program in
      for (path, words) in [
        (program.directory, "is a directory"), ("\(program.directory)/no/file", "no directory"),
        ("\(program.data)/train-images-idx3-ubyte.gz/file", "no directory"),
      ] {
        let result = try program.run("--network", "dense", "--epochs", "1", "--save", path)
        #expect(result.status == 64)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.lines.isEmpty)
      }
    }
  }

  /// Of a name that is too long the file system tells only when it is written.
  @Test func tellsWhatWasLearnedWhereItCannotBeSaved() throws {
    try Program.use { program in
      let path = "\(program.directory)/\(String(repeating: "x", count: 300))"
      let result = try program.run("--network", "dense", "--epochs", "1", "--save", path)
      #expect(result.status == 1)
      #expect(result.errors.contains("cannot be written"))
      #expect(result.lines.last?.hasPrefix("test accuracy: ") == true)
    }
  }

  @Test func namesTheTypeThatANumberIsTooLargeFor() throws {
    try Program.use { program in
      let result = try program.run("--network", "dense", "--learning-rate", "1e300")
      #expect(result.status != 0 && result.errors.contains("Float"), "\(result.errors)")
    }
  }
}
