import Glibc

/// Why the running daemon did not perform a request.
enum ControlError: Error, Equatable {
    case notRunning(socket: String)
    case notAllowed(socket: String)
    case broken(SystemError)
    case refused(status: Int, sentence: String?)
    case notUnderstood

    init(_ error: SystemError, socket: String) {
        switch error.code {
        case ENOENT, ECONNREFUSED: self = .notRunning(socket: socket)
        case EACCES, EPERM: self = .notAllowed(socket: socket)
        default: self = .broken(error)
        }
    }

    var sentence: String {
        switch self {
        case .notRunning(let socket): "the daemon is not running: nobody answers at \(socket)"
        case .notAllowed(let socket): "you may not use \(socket); try as root or as the daemon's user"
        case .broken(let error): "the connection to the daemon broke: \(error.sentence)"
        case .refused(_, let sentence?): sentence
        case .refused(let status, nil): "the daemon refused, with status \(status)"
        case .notUnderstood: "the daemon's answer can't be understood; is it of the same version?"
        }
    }

    /// The exit code of sysexits.h.
    var exitCode: Int32 {
        switch self {
        case .notRunning: 69
        case .notAllowed: 77
        case .broken: 74
        case .refused: 1
        case .notUnderstood: 76
        }
    }
}
