import Domain
import Hopdrink
import Mail
import Testing

@testable import HopdrinkCommand

@Suite struct InboundSettingsTests {
    private func mail(_ text: String) throws -> MailSettings { try Settings(yaml: "mail: {\(text)}").mail }

    private func sentences(_ text: String) -> [String] {
        do {
            _ = try Settings(yaml: "mail: {\(text)}")
            return []
        } catch let errors as ValidationErrors {
            return errors.list.map { FieldError($0.field, $0.problem).sentence }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `replies are not read by default`() throws {
        let mail = try mail("from: hop@example.org")
        #expect(mail.inbound == nil && mail.mailbox.text == "hop@example.org")
    }

    @Test func `replies come to the sender's address or to another one`() throws {
        #expect(try mail("from: hop@example.org, inbound: {}").mailbox.text == "hop@example.org")
        #expect(try mail("from: hop@example.org, inbound: {}").inbound?.imap == nil)
        let mail = try mail("from: hop@example.org, inbound: {address: re@in.example.org, authserv_id: mx.example.org}")
        #expect(mail.mailbox.text == "re@in.example.org" && mail.inbound?.authservID == "mx.example.org")
    }

    @Test func `a mailbox needs a host, a user and a password`() throws {
        let imap = try mail("inbound: {imap: {host: mail.example.org, user: u, password_file: p}}").inbound?.imap
        #expect(
            imap
                == MailboxSettings(
                    host: "mail.example.org", port: 993, security: .imaps, user: "u", passwordFile: "p"))
        #expect(imap?.interval == 60 && imap?.folder == "INBOX")
    }

    @Test func `every setting of a mailbox can be set`() throws {
        let imap = try mail(
            """
            inbound: {imap: {host: localhost, port: 1143, security: none, user: u, password_file: p, folder: In,
            done_folder: Done, interval: 5m, ca_file: c}}
            """
        ).inbound?.imap
        var expected = MailboxSettings(host: "localhost", port: 1143, security: .none, user: "u", passwordFile: "p")
        (expected.folder, expected.doneFolder, expected.interval, expected.caFile) = ("In", "Done", 300, "c")
        #expect(imap == expected)
    }

    @Test(arguments: [
        ("from: a-local-part-that-is-long@example.org", "`mail.from` must not have more than 20 characters"),
        ("inbound: {address: a-local-part-that-is-long@example.org}", "`mail.inbound.address` must not have more than"),
        ("from: a-local-part-that-is-long@example.org, inbound: {}", "`mail.inbound.address` must not have more than"),
        ("inbound: {imap: {user: u, password_file: p}}", "`mail.inbound.imap.host` is missing"),
        ("inbound: {imap: {host: h, password_file: p}}", "`mail.inbound.imap.user` is missing"),
        ("inbound: {imap: {host: h, user: u}}", "`mail.inbound.imap.password_file` is missing"),
        ("inbound: {imap: {host: h.example, user: u, password_file: p, security: none}}", "only for a server on this"),
        ("inbound: {imap: {host: h, user: u, password_file: p, interval: 5s}}", "must be from 10s to 1h"),
        ("inbound: {nonsense: 1}", "`mail.inbound.nonsense` is not a setting"),
        ("ambiguous: {nonsense: hold}", "`mail.ambiguous.nonsense` is not a setting"),
        ("ambiguous: {reminder: perhaps}", "`mail.ambiguous.reminder` must be one of resend, hold"),
    ])
    func `a mistake is reported with one sentence`(text: String, sentence: String) {
        let found = sentences(text)
        #expect(found.count == 1 && found[0].contains(sentence), "\(found)")
    }

    @Test func `a long sender's address is valid if replies go to another address`() throws {
        let text = "from: a-local-part-that-is-long@example.org, inbound: {address: re@example.org}"
        #expect(try mail(text).mailbox.text == "re@example.org")
    }

    @Test func `emails that may have arrived are sent again or held, depending on their kind`() throws {
        let policy = try mail("ambiguous: {reminder: hold, promoted: hold, head_count: hold, digest: resend}").ambiguity
        #expect([LetterKind.reminder, .promoted, .headCount].allSatisfy { policy.choice(for: $0) == .hold })
        #expect([LetterKind.digest, .going].allSatisfy { policy.choice(for: $0) == .resend })
    }
}
