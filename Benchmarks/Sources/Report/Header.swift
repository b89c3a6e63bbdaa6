import Foundation
import MachineFacts

/// The lines above the table.
public struct Header {
  let session: Session
  let style: Style

  public init(_ session: Session, style: Style) {
    self.session = session
    self.style = style
  }

  public var text: String {
    let machine = session.machine
    let rows = [
      ("processor", "\(machine.model), \(machine.processors) processors"),
      ("caches", machine.caches.map(\.description).joined(separator: ", ")),
      (
        "instruction set",
        "\(session.instructionSet) (roofline: \(session.rooflineInstructionSet))"
      ),
      ("threads", session.threads),
      (
        "huge pages",
        "\(machine.hugePages), asked for by madvise from 2 MiB on, for all contenders alike"
      ),
      ("OpenBLAS", "\(machine.openBLASBuild) (\(machine.openBLASCore) kernels)"),
      ("revision", session.revision),
      ("date", ISO8601DateFormatter().string(from: session.date)),
      (
        "suite",
        "\(session.suite), each contender timed for \(session.minimumTime) s a case, two calls at least"
      ),
    ]
    return rows.map { name, value in
      style.faint(Column.left(name, 16)) + value
    }.joined(separator: "\n")
  }
}
