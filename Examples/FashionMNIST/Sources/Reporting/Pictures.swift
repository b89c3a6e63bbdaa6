public import Runs

extension Picture {
  /// All pictures of a report; a picture of what no run has is left out.
  public static func all(_ records: [RunRecord]) -> [Picture] {
    let summary = Summary(records)
    return [
      records.isEmpty ? nil : accuracy(summary, records), learningCurves(summary),
      deadUnits(records), slopes(records),
    ].compactMap(\.self)
  }

  /// A point for every run, and the mean with its standard deviation beside them.
  private static func accuracy(_ summary: Summary, _ records: [RunRecord]) -> Picture {
    var commands: [String] = []
    for (index, row) in summary.rows.enumerated() {
      let runs = records.filter { $0.settings.activation == row.activation }
      commands.append(
        block("runs\(index)", runs.map { ["\(Double(index) - 0.12)", "\(100 * $0.testAccuracy)"] }))
      let spread = row.testAccuracy
      commands.append(
        block(
          "mean\(index)",
          [["\(Double(index) + 0.12)", "\(100 * spread.mean)", "\(100 * (spread.deviation ?? 0))"]])
      )
    }
    let tics = summary.rows.enumerated().map { index, row in
      "\"\(row.activation.title.split(separator: " ", maxSplits: 1).joined(separator: "\\n"))\" \(index)"
    }
    let plots = summary.rows.indices.map { index in
      let colour = "linestyle \(style(summary.rows[index].activation)) dashtype solid"
      return "$runs\(index) with points \(colour) pointtype 6 pointsize 0.5 notitle, "
        + "$mean\(index) with yerrorbars \(colour) pointtype 7 pointsize 0.7 notitle"
    }
    commands.append(
      """
      set xrange [-0.5:\(summary.rows.count).0 - 0.5]
      set offsets 0, 0, graph 0.08, graph 0.08
      set xtics (\(tics.joined(separator: ", ")))
      set bmargin 3.5
      set ylabel "test accuracy, %"
      plot \(plots.joined(separator: ", \\\n  "))
      """)
    return Picture(name: "accuracy", height: 360, commands: commands.joined(separator: "\n"))
  }

  /// Loss and test accuracy by epoch, means over the seeds. Losses that are infinite, NaN or 0 have no place on their axis; `nil`
  /// where no loss has one.
  private static func learningCurves(_ summary: Summary) -> Picture? {
    func drawable(_ loss: Double) -> Bool { loss.isFinite && loss > 0 }
    var (commands, losses, accuracies): ([String], [String], [String]) = ([], [], [])
    for (index, row) in summary.rows.enumerated() {
      let epochs = zip(row.losses, row.testAccuracies).enumerated().map { epoch, values in
        ["\(epoch + 1)", drawable(values.0) ? "\(values.0)" : "NaN", "\(100 * values.1)"]
      }
      commands.append(block("curve\(index)", epochs))
      let style = "with lines linestyle \(style(row.activation)) title \"\(row.activation.title)\""
      // Both halves share one key, which has an entry for what has no curve.
      let hasLoss = row.losses.contains(where: drawable)
      losses.append(hasLoss ? "$curve\(index) using 1:2 \(style)" : "keyentry \(style)")
      accuracies.append("$curve\(index) using 1:3 \(style)")
    }
    // gnuplot refuses to draw nothing but NaN.
    guard summary.rows.contains(where: { $0.losses.contains(where: drawable) }) else { return nil }
    commands.append(
      """
      set multiplot layout 2, 1
      set lmargin at screen 0.14
      set rmargin at screen 0.68
      set key at screen 0.99, screen 0.97 right top
      set xlabel "epoch"
      set xtics \(max(1, (summary.rows.map(\.losses.count).max() ?? 1) / 10))
      set ylabel "training loss"
      set logscale y
      plot \(losses.joined(separator: ", \\\n  "))
      unset logscale y
      set ylabel "test accuracy, %"
      unset key
      plot \(accuracies.joined(separator: ", \\\n  "))
      unset multiplot
      """)
    return Picture(name: "learning-curves", height: 640, commands: commands.joined(separator: "\n"))
  }

  /// The part of each layer's units that is dead, by activation.
  private static func deadUnits(_ records: [RunRecord]) -> Picture? {
    let layers = records.first?.units.map(\.layer) ?? []
    let activations = ActivationKind.allCases.filter { activation in
      records.contains { $0.settings.activation == activation }
    }
    guard !layers.isEmpty else { return nil }
    let rows = layers.map { layer in
      ["\"\(layer)\""]
        + activations.map { activation in
          let units = records.filter { $0.settings.activation == activation }
            .flatMap(\.units).filter { $0.layer == layer }
          let dead = Double(units.map(\.dead).reduce(0, +))
          return "\(100 * dead / Double(max(units.map(\.units).reduce(0, +), 1)))"
        }
    }
    let plots = activations.enumerated().map { index, activation in
      "$dead using \(index + 2):xtic(1) linestyle \(style(activation)) "
        + "title \"\(activation.title)\""
    }
    let commands = """
      \(block("dead", rows))
      set style data histograms
      set style fill solid 0.8 noborder
      set boxwidth 0.9
      set yrange [0:*]
      set offsets 0, 0, graph 0.1, 0
      set ylabel "dead units, %"
      set key outside right
      plot \(plots.joined(separator: ", \\\n  "))
      """
    return Picture(name: "dead-units", height: 360, commands: commands)
  }

  /// How many slopes a channel ended where, by layer, of all seeds, but for what diverged.
  private static func slopes(_ records: [RunRecord]) -> Picture? {
    let learned = records.filter { $0.settings.activation == .prelu }.flatMap(\.slopes)
      .map { LayerSlopes(layer: $0.layer, slopes: $0.slopes.filter(\.isFinite)) }
      .filter { !$0.slopes.isEmpty }
    let layers = learned.map(\.layer).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    guard !layers.isEmpty else { return nil }
    let blocks = layers.enumerated().map { index, layer in
      block(
        "slopes\(index)",
        learned.filter { $0.layer == layer }.flatMap(\.slopes).map { ["\($0)"] })
    }
    let plots = layers.enumerated().map { index, layer in
      """
      set title "\(layer)" offset 0, -0.5
      plot $slopes\(index) using (bin($1)):(1) smooth frequency with boxes linestyle 3 notitle
      """
    }
    let commands = """
      \(blocks.joined(separator: "\n"))
      width = 0.05
      bin(x) = width * (floor(x / width) + 0.5)
      set boxwidth width
      set style fill solid 0.8 noborder
      set yrange [0:*]
      set ylabel "slopes"
      set xlabel "slope (0.25 at the start)"
      set xrange [\(range(learned.flatMap(\.slopes)))]
      set arrow 1 from 0.25, graph 0 to 0.25, graph 1 nohead linestyle 11 dashtype (4, 4) front
      set multiplot layout \(layers.count), 1
      \(plots.joined(separator: "\n"))
      unset multiplot
      """
    return Picture(name: "slopes", height: 220 * layers.count, commands: commands)
  }

  /// From one tenth to another, so that the same bars stand above each other.
  private static func range(_ slopes: [Double]) -> String {
    let low = ((slopes.min() ?? 0) * 10).rounded(.down) / 10
    let high = ((slopes.max() ?? 0) * 10).rounded(.up) / 10
    return "\(min(low, 0)):\(max(high, 0.5))"
  }

  /// An activation has one line style in all pictures.
  private static func style(_ activation: ActivationKind) -> Int {
    (ActivationKind.allCases.firstIndex(of: activation) ?? 0) + 1
  }
}
