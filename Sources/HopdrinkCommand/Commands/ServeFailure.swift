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
