import Domain
import Glibc
import Hopdrink
import Logging
import Storage

/// Why the daemon stopped: a sentence for its operator, and an exit code of sysexits.h for the service manager.
struct ServeFailure {
    let sentence: Logger.Message
    let exitCode: Int32

    private init(_ sentence: Logger.Message, _ exitCode: Int32) {
        self.sentence = sentence
        self.exitCode = exitCode
    }
}

extension ServeFailure {
    /// With 78 the service manager does not restart the daemon, because a restart would fail again.
    init(_ error: any Error) {
        switch error {
        case let error as DatabaseError: self.init(database: error)
        case let fieldError as FieldError:
            self.init("The configuration can't be used: \(fieldError.sentence)", EX_CONFIG)
        case let failure as WebServer.CannotListen:
            self.init("The daemon can't listen on the address in `listen`: \(failure.reason)", EX_UNAVAILABLE)
        case let files as TooFewDescriptors: self.init("\(files.sentence)", EX_CONFIG)
        case let clocks as Daemon.ClockDifference: self.init("\(clocks.sentence)", EX_TEMPFAIL)
        case is Daemon.UnfinishedCopy:
            self.init(
                "`hopdrink copy` was interrupted while it copied into this database: run it again.", EX_CONFIG
            )
        default: self = .unforeseen
        }
    }

    private static let unforeseen = ServeFailure("The daemon ended with an error.", EX_SOFTWARE)

    private init(database error: DatabaseError) {
        switch error {
        case .newerSchema, .migrationOutOfOrder:
            self.init("The database belongs to another version of Hopdrink.", EX_CONFIG)
        case .olderSchema:
            self.init("The database is from an earlier version: let the daemon start on it once.", EX_CONFIG)
        case .full: self.init("The disk is full, and the database must be created or upgraded.", EX_IOERR)
        case .inUse: self.init("Another daemon has this database open.", EX_TEMPFAIL)
        case .cannotOpen: self.init("The database can't be opened.", EX_IOERR)
        case .damaged: self.init("The database is damaged; restore the last backup.", EX_IOERR)
        default: self = ServeFailure(server: error) ?? .unforeseen
        }
    }

    /// The errors of a server that refuses us. With 77 an administrator must grant access, which may happen at any
    /// time. With 78 the database is the wrong one.
    private init?(server error: DatabaseError) {
        switch error {
        case .refused("28P01"): self.init("The database server refuses the password.", EX_NOPERM)
        case .refused("3D000"):
            self.init("There is no such database on the server; create it, encoded in UTF-8.", EX_CONFIG)
        case .refused: self.init("The database server doesn't let this user in.", EX_NOPERM)
        case .forbidden:
            self.init("The database user lacks a right: grant it CREATE and USAGE on the schema.", EX_NOPERM)
        case .wrongEncoding(let encoding):
            self.init("The database is encoded in \(encoding); it must be UTF8.", EX_CONFIG)
        case .foreignTables(let example):
            self.init("The database contains tables of something else, such as `\(example)`.", EX_CONFIG)
        default: return nil
        }
    }
}

extension Daemon.ClockDifference {
    fileprivate var sentence: String {
        let direction = seconds > 0 ? "ahead of" : "behind"
        return "The database server's clock is \(abs(seconds)) seconds \(direction) this machine's; set one of them."
    }
}
