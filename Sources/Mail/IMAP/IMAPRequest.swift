/// One request to the server.
struct IMAPRequest {
    let folder: IMAPFolder
    /// The folder that a message is moved to.
    private(set) var target: IMAPFolder?
    private var validity: UInt32?
    private var uid: UInt32?
    private var command: String?
}

extension IMAPRequest {
    /// Opens the folder; the response describes its contents.
    static func select(_ folder: IMAPFolder) -> IMAPRequest {
        IMAPRequest(folder: folder, command: "NOOP")
    }

    static func search(_ criterion: String, in folder: IMAPFolder, validity: UInt32) -> IMAPRequest {
        IMAPRequest(folder: folder, validity: validity, command: "UID SEARCH \(criterion)")
    }

    /// Fetches by URL, never by command: in the response to a FETCH command, libcurl takes lines of the message for
    /// lines of the server.
    static func fetch(_ position: IMAPPosition, in folder: IMAPFolder) -> IMAPRequest {
        IMAPRequest(folder: folder, validity: position.validity, uid: position.uid)
    }

    /// Moves a message (RFC 6851).
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
    /// The part of the URL after the server's address. If it contains a validity, libcurl refuses a folder with another
    /// one.
    var path: String {
        folder.path + (validity.map { ";UIDVALIDITY=\($0)" } ?? "") + (uid.map { "/;UID=\($0)" } ?? "")
    }

    /// The command that libcurl sends when the folder is open. libcurl percent-decodes it like a URL.
    var customRequest: String? {
        command.map { $0.utf8.map { $0 == UInt8(ascii: "%") ? "%25" : String(UnicodeScalar($0)) }.joined() }
    }

    /// Whether the response is the content of a message.
    var isFetch: Bool { uid != nil }
}
