import Foundation
import Mail
import TestProcesses
import Testing

/// `dovecot.py`: a real IMAP server with its own mailbox.
struct Dovecot {
    private struct Address: Decodable {
        let port: Int
        let tlsPort: Int
        let user: String
        let password: String
        let maildir: String
    }

    let settings: IMAPSettings
    private let tlsPort: Int
    private let maildir: URL
    private let process: ChildProcess

    init(certificate: Certificate? = nil) async throws {
        let script = "\(#filePath.dropLast("MailTests/Support/Dovecot.swift".count))EndToEnd/dovecot.py"
        process = try ChildProcess("/usr/bin/python3", [script] + (certificate.map { [$0.path] } ?? []))
        let line = try #require(try await process.nextLine())
        let address = try JSONDecoder().decode(Address.self, from: Data(line.utf8))
        let login = IMAPSettings.Login(user: address.user, password: address.password)
        var settings = IMAPSettings(host: "127.0.0.1", port: address.port, login: login)
        settings.security = .none
        self.settings = settings
        tlsPort = address.tlsPort
        maildir = URL(filePath: address.maildir)
    }

    func settings(_ security: IMAPSettings.Security, caFile: String?) -> IMAPSettings {
        var settings = settings
        settings.security = security
        settings.caFile = caFile
        if security == .imaps { settings.port = tlsPort }
        return settings
    }

    /// Stores messages in INBOX, in the order of the list.
    func deliver(_ messages: KeyValuePairs<String, String>) throws {
        for (name, text) in messages { try deliver(name, Data(text.utf8)) }
    }

    func deliver(_ name: String, _ content: Data) throws {
        let draft = maildir.appending(path: "tmp/\(name)")
        try content.write(to: draft)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: draft.path)
        try FileManager.default.moveItem(at: draft, to: maildir.appending(path: "new/\(name)"))
    }

    /// Returns the files of INBOX, or of another folder by its name on disk.
    func files(in folder: String? = nil) throws -> [URL] {
        let place = folder.map { maildir.appending(path: ".\($0)") } ?? maildir
        return try ["new", "cur"].flatMap { part in
            try FileManager.default.contentsOfDirectory(
                at: place.appending(path: part), includingPropertiesForKeys: nil)
        }
    }
}
