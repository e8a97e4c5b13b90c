import Domain
import Glibc
import Hopdrink
import Logging
import Storage

/// Why the daemon ended, for its operator and, after sysexits.h, for the service manager.
struct ServeFailure {
    let sentence: Logger.Message
    let exitCode: Int32

    /// With 78 the service manager does not try again, for it would be in vain.
    init(_ error: any Error) {
        switch error {
        case let fault as Fault:
            (sentence, exitCode) = ("The configuration can't be used: \(fault.sentence)", EX_CONFIG)
        case DatabaseError.newerSchema, DatabaseError.migrationOutOfOrder:
            (sentence, exitCode) = ("The database belongs to another version of Hopdrink.", EX_CONFIG)
        case DatabaseError.olderSchema:
            (sentence, exitCode) = (
                "The database is from an earlier version of Hopdrink: let the daemon start on it once.", EX_CONFIG
            )
        case is Daemon.UnfinishedTransfer:
            (sentence, exitCode) = (
                "`hopdrink migrate` was interrupted while it copied into this database: run it again.", EX_CONFIG
            )
        case let failure as Daemon.ClockDifference:
            (sentence, exitCode) = (
                """
                The database server's clock is \(abs(failure.seconds)) seconds \
                \(failure.seconds > 0 ? "ahead of" : "behind") this machine's; set one of them.
                """,
                EX_TEMPFAIL
            )
        case let failure as DatabaseError where failure.serverSentence != nil:
            (sentence, exitCode) = ("\(failure.serverSentence ?? "")", failure.serverExitCode)
        case DatabaseError.inUse:
            (sentence, exitCode) = ("Another daemon has this database open.", EX_TEMPFAIL)
        case DatabaseError.cannotOpen:
            (sentence, exitCode) = ("The database can't be opened.", EX_IOERR)
        case let failure as WebServer.CannotListen:
            (sentence, exitCode) = ("The daemon can't listen as `listen` says: \(failure.reason)", EX_UNAVAILABLE)
        case DatabaseError.damaged:
            (sentence, exitCode) = ("The database is damaged; put the last backup in its place.", EX_IOERR)
        default:
            (sentence, exitCode) = ("The daemon ended with an error.", EX_SOFTWARE)
        }
    }
}

extension DatabaseError {
    /// What keeps a server from serving us; nil for what has nothing to do with a server.
    fileprivate var serverSentence: String? {
        switch self {
        case .refused("28P01"): "The database server refuses the password."
        case .refused("3D000"): "There is no such database on the server; create it, encoded in UTF-8."
        case .refused: "The database server doesn't let this user in."
        case .forbidden: "The database user lacks a right: grant it CREATE and USAGE on the schema."
        case .wrongEncoding(let encoding): "The database is encoded in \(encoding); it must be UTF8."
        case .foreignTables(let example):
            "The database holds tables of something else, such as `\(example)`; give Hopdrink a database of its own."
        default: nil
        }
    }

    /// With 77 somebody has to let us in, which may happen at any time; with 78 the database is the wrong one.
    fileprivate var serverExitCode: Int32 {
        switch self {
        case .refused("3D000"), .wrongEncoding, .foreignTables: EX_CONFIG
        default: EX_NOPERM
        }
    }
}
