/// One thing that is asked of the server.
struct IMAPRequest {
    let folder: IMAPFolder
    /// The folder that a message goes to.
    private(set) var target: IMAPFolder?
    private var validity: UInt32?
    private var uid: UInt32?
    private var command: String?
}

extension IMAPRequest {
    /// Opens the folder, which tells what is in it.
    static func select(_ folder: IMAPFolder) -> IMAPRequest {
        IMAPRequest(folder: folder, command: "NOOP")
    }

    static func search(_ criterion: String, in folder: IMAPFolder, validity: UInt32) -> IMAPRequest {
        IMAPRequest(folder: folder, validity: validity, command: "UID SEARCH \(criterion)")
    }

    /// By URL, never by command: of a FETCH command's answer libcurl reads lines of the message as the server's.
    static func fetch(_ position: IMAPPosition, in folder: IMAPFolder) -> IMAPRequest {
        IMAPRequest(folder: folder, validity: position.validity, uid: position.uid)
    }

    /// RFC 6851.
    static func move(_ position: IMAPPosition, from folder: IMAPFolder, to target: IMAPFolder) -> IMAPRequest {
        let command = "UID MOVE \(position.uid) \(target.quoted)"
        return IMAPRequest(folder: folder, target: target, validity: position.validity, command: command)
    }

    static func markSeen(_ position: IMAPPosition, in folder: IMAPFolder) -> IMAPRequest {
        let command = "UID STORE \(position.uid) +FLAGS.SILENT (\\Seen)"
        return IMAPRequest(folder: folder, validity: position.validity, command: command)
    }
}

extension IMAPRequest {
    /// What follows the server's address. With a validity libcurl refuses a folder that has got another.
    var path: String {
        folder.path + (validity.map { ";UIDVALIDITY=\($0)" } ?? "") + (uid.map { "/;UID=\($0)" } ?? "")
    }

    /// What libcurl shall say when the folder is open; it decodes that like a URL.
    var customRequest: String? {
        command.map { $0.utf8.map { $0 == UInt8(ascii: "%") ? "%25" : String(UnicodeScalar($0)) }.joined() }
    }

    /// Whether the answer is the content of a message.
    var isFetch: Bool { uid != nil }
}
