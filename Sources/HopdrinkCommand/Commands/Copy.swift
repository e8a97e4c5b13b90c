import ArgumentParser
import Domain
import Foundation
import Glibc
import Hopdrink
import Storage

struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copies a network from one database to another that is empty, and verifies the copy.",
        discussion: """
            Stop the daemon first. The source is only read. An interrupted copy does no harm: no daemon serves from \
            it, and the same command starts it again.
            """
    )

    @Option(
        help: ArgumentHelp("Where the network is: sqlite:FILE or postgres://…", valueName: "database"),
        transform: DatabaseSettings.init(argument:)
    )
    var from: DatabaseSettings

    @Option(help: ArgumentHelp("Where it goes.", valueName: "database"), transform: DatabaseSettings.init(argument:))
    var to: DatabaseSettings

    func run() async throws {
        do {
            try from.requireFile()
            let source = try open(from)
            let target = try open(to)
            let report = CopyReport()
            let contents = try await CopyDatabase(from: source, to: target).perform(report.show)
            try source.close()
            try target.close()
            print(report.summary(of: contents), terminator: "")
        } catch {
            let failure = CopyFailure(error)
            StandardError.write("hopdrink: \(failure.sentence)")
            throw ExitCode(failure.exitCode)
        }
    }

    private func open(_ settings: DatabaseSettings) throws -> any Database {
        try settings.open(ServerSettings(defaultsIn: .ofThisProcess), clock: DaemonClock.wall)
    }
}

extension DatabaseSettings {
    fileprivate init(argument: String) throws {
        do throws(FieldErrorReason) {
            try self.init(parsing: argument)
        } catch {
            throw ValidationError("The database \(error.sentence).")
        }
    }

    /// Throws if the file doesn't exist: opening it would create it.
    fileprivate func requireFile() throws {
        guard case .sqlite(let path) = self, !FileManager.default.fileExists(atPath: path) else { return }
        throw DatabaseError.cannotOpen(path: path, reason: "there is no such file")
    }
}

/// Why nothing was copied, or not everything: a sentence for the operator, and an exit code of sysexits.h.
struct CopyFailure {
    let sentence: String
    let exitCode: Int32

    init(_ error: any Error) {
        switch error {
        case CopyDatabase.Refusal.daemonsRunning(let hosts):
            sentence = "A daemon is running on the database (\(hosts.joined(separator: ", "))): stop it first."
            exitCode = EX_TEMPFAIL
        case CopyDatabase.Refusal.targetNotEmpty(let table):
            sentence = "The target is not empty: there are rows in `\(table)`."
            exitCode = EX_CANTCREAT
        case CopyDatabase.Refusal.differs(let table):
            sentence = "What arrived in `\(table)` is not what was in the source: do not serve from the copy."
            exitCode = EX_IOERR
        case DatabaseError.cannotOpen(let path, let reason):
            sentence = "\(path) can't be opened: \(reason)."
            exitCode = EX_NOINPUT
        case DatabaseError.unreachable(let reason):
            sentence = "The database server can't be reached: \(reason)"
            exitCode = EX_UNAVAILABLE
        default:
            let failure = ServeFailure(error)
            sentence = "\(failure.sentence)"
            exitCode = failure.exitCode
        }
    }
}
