import Testing

@testable import train_fashion_mnist

@Suite struct ProgressBarTests {
  private let text = "epoch 10/10  loss 0.1234  accuracy 91.23%  12345 images/s"

  @Test(arguments: [0, 1, 5, 40, 64, 66, 80, 100, 300], [0, 0.5, 1, -1, 2])
  func lineLeavesTheLastColumnFree(_ columns: Int, _ part: Double) {
    let line = ProgressBar.line(part: part, text, columns: columns)
    #expect(line.count <= max(0, columns - 1))
    #expect(!line.contains("\n"))
  }

  @Test func barShrinksBeforeTextIsCut() {
    #expect(
      ProgressBar.line(part: 0.5, text, columns: 120)
        == "[\(String(repeating: "=", count: 15))\(String(repeating: " ", count: 15))] \(text)")
    #expect(
      ProgressBar.line(part: 1, text, columns: text.count + 14)
        == "[\(String(repeating: "=", count: 10))] \(text)")
    #expect(ProgressBar.line(part: 1, text, columns: text.count + 8) == text)
    #expect(ProgressBar.line(part: 1, text, columns: 9) == "epoch 10")
  }
}
