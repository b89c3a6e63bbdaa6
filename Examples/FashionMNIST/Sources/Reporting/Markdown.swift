import Foundation
public import Runs

/// The report as text, with tables of what was measured and the pictures beside it.
public struct Markdown {
  private let records: [RunRecord]
  private let summary: Summary
  private let circumstances: Circumstances
  private let pictures: [String]
  private let undrawn: [String]

  /// `pictures` are the names of those that were drawn, without extension, and `undrawn` of those that could not be.
  public init(
    _ records: [RunRecord], _ circumstances: Circumstances, pictures: [String],
    undrawn: [String] = []
  ) {
    self.records = records
    self.circumstances = circumstances
    self.pictures = pictures
    self.undrawn = undrawn
    summary = Summary(records)
  }

  public var text: String {
    let parts = [
      "# Activations on Fashion-MNIST", introduction, missing, accuracy, diverged, comparisons,
      picture("accuracy", "A point for every run, and the means with their standard deviations."),
      pictures.contains("learning-curves") ? "## Learning curves" : "",
      picture("learning-curves", "Training loss and test accuracy by epoch, means over the seeds."),
      "## Learned slopes", slopes,
      picture("slopes", "Histograms of the slopes by channel, for every layer, of all seeds."),
      "## Dead units", deadUnits,
      picture("dead-units", "The part of each layer's units that is dead, by activation."),
      "## What it costs", costs,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    guard let first = records.first else { return "No run has ended." }
    let (settings, data) = (first.settings, first.origin.data)
    return """
      Made by `\(circumstances.command)`
      on \(circumstances.date), revision \(circumstances.revision), on \(circumstances.processor) (\(circumstances.processors) processors, \(circumstances.system)).
      \(origins)

      The \(settings.network.rawValue) network, \(settings.epochs) epochs of \(first.epochs.first?.images ?? 0) images in batches of
      \(settings.batch); SGD with momentum \(settings.momentum), a learning rate that falls along a line from
      \(settings.learningRate) (of slopes from \(settings.slopeLearningRate)) to 0, and weight decay
      \(settings.weightDecay) of weights and biases. For one seed, all activations meet the same batches in the same order. Accuracy is that on the \(data.testImages) test
      images after the last epoch; no epoch was chosen by it. The data set's CRC-32 is \(String(format: "%08x", data.checksum)).
      """
  }

  /// Where the runs are from, which may have ended before this report was asked for.
  private var origins: String {
    func list(_ values: [String]) -> String { Set(values).sorted().joined(separator: ", ") }
    return "Its runs are of revision \(list(records.map(\.origin.revision))), "
      + "on \(list(records.map(\.origin.processor)))."
  }

  private var missing: String {
    undrawn.isEmpty ? "" : "These pictures could not be drawn: \(undrawn.joined(separator: ", "))."
  }

  private var diverged: String {
    let runs = records.filter(\.hasDiverged).map { record in
      "\(record.settings.activation.title) with seed \(record.settings.seed)"
    }
    guard !runs.isEmpty else { return "" }
    return "Runs that diverged, with a loss that is no finite number at the end: "
      + "\(runs.joined(separator: ", "))."
  }

  private var accuracy: String {
    table(
      ["activation", "seeds", "test accuracy", "standard deviation", "least", "greatest"],
      summary.rows.map { row in
        let spread = row.testAccuracy
        return [
          row.activation.title, "\(row.seeds.count)", percent(spread.mean),
          spread.deviation.map { percent($0) } ?? "", percent(spread.least),
          percent(spread.greatest),
        ]
      })
  }

  /// PReLU against what it is meant to improve on.
  private var comparisons: String {
    let pairs: [(ActivationKind, ActivationKind)] = [
      (.prelu, .relu), (.prelu, .leaky), (.preluShared, .relu), (.prelu, .preluShared),
    ]
    let rows = pairs.compactMap { first, second -> [String]? in
      guard let first = summary[first], let second = summary[second] else { return nil }
      let difference = Difference(first.testAccuracy, from: second.testAccuracy)
      return [
        first.activation.title, second.activation.title,
        String(format: "%+.2f", 100 * difference.mean),
        difference.standardError.map { String(format: "%.2f", 100 * $0) } ?? "",
        difference.isClear.map { $0 ? "yes" : "no" } ?? "",
      ]
    }
    guard !rows.isEmpty else { return "" }
    return "Differences of mean test accuracies, in points of a hundred:\n\n"
      + table(
        ["activation", "against", "difference", "standard error", "beyond two standard errors"],
        rows)
  }

  private var slopes: String {
    let learned = records.filter { !$0.slopes.isEmpty }
    let rows = [ActivationKind.preluShared, .prelu].flatMap { activation in
      let layers = learned.filter { $0.settings.activation == activation }.flatMap(\.slopes)
      let names = layers.map(\.layer).reduce(into: [String]()) { names, name in
        if !names.contains(name) { names.append(name) }
      }
      return names.compactMap { name -> [String]? in
        let values = layers.filter { $0.layer == name }.flatMap(\.slopes)
        guard let spread = Spread(values) else { return nil }
        return [
          activation.title, name, "\(spread.count)", String(format: "%.3f", spread.mean),
          spread.deviation.map { String(format: "%.3f", $0) } ?? "",
          String(format: "%.3f", spread.least),
          String(format: "%.3f", spread.greatest),
          percent(Double(values.count { $0 < 0 }) / Double(values.count), digits: 1),
        ]
      }
    }
    guard !rows.isEmpty else { return "No run learned slopes." }
    return "Slopes start at 0.25; those of all seeds together:\n\n"
      + table(
        [
          "activation", "layer", "slopes", "mean", "standard deviation", "least", "greatest",
          "below 0",
        ], rows)
  }

  private var deadUnits: String {
    "A unit is a channel of a convolution or an output of a dense layer; it is dead where its input to the activation is "
      + "positive for no test image, nowhere.\n\n"
      + table(
        ["activation", "dead units", "standard deviation", "greatest"],
        summary.rows.map { row in
          [
            row.activation.title, percent(row.deadUnits.mean),
            row.deadUnits.deviation.map { percent($0) } ?? "",
            percent(row.deadUnits.greatest),
          ]
        })
  }

  private var costs: String {
    "Processor seconds of training an epoch, without the test, by the clock of the one thread that each run has: a run that waits "
      + "for a processor is charged nothing, but others beside it share caches and memory with it.\n\n"
      + table(
        [
          "activation", "parameters", "against ReLU", "processor seconds an epoch",
          "standard deviation", "against ReLU",
        ],
        summary.rows.map { row in
          [
            row.activation.title, "\(row.parameters)",
            row.extraParameters.map { String(format: "%+d", $0) } ?? "",
            String(format: "%.2f", row.secondsAnEpoch.mean),
            row.secondsAnEpoch.deviation.map { String(format: "%.2f", $0) } ?? "",
            row.extraTime.map { String(format: "%+.1f%%", 100 * $0) } ?? "",
          ]
        })
  }

  private func picture(_ name: String, _ description: String) -> String {
    pictures.contains(name) ? "![\(description)](\(name).svg)" : ""
  }

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    let rule = head.indices.map { $0 == 0 ? "---" : "---:" }
    return ([head, rule] + rows).map { "| \($0.joined(separator: " | ")) |" }
      .joined(separator: "\n")
  }
}
