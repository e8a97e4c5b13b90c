@testable import Mail
import Testing

struct IMAPSettingsTests {
    private let login = IMAPSettings.Login(user: "hop", password: "secret")

    @Test(arguments: ["", "a b", "a/b", "a@b", "a:z", "a\r\nb", "é.example"])
    func `an invalid host is refused at the start`(host: String) {
        let settings = IMAPSettings(host: host, port: 993, login: login)
        #expect(throws: MailError.invalidSetting("host")) { try IMAPMailbox(settings) }
    }

    @Test(arguments: [
        ("localhost", true), ("127.0.0.1", true), ("::1", true), ("127.example", false), ("mail.example", false),
    ])
    func `a password is sent without encryption only to this machine`(host: String, isAllowed: Bool) {
        var settings = IMAPSettings(host: host, port: 143, login: login)
        settings.security = .none
        #expect(((try? settings.url()) != nil) == isAllowed)  // the next tests check the error
    }

    @Test(arguments: ["a\r\nA1 DELETE INBOX", "", "a\u{0}"])
    func `an invalid login is refused at the start`(user: String) {
        let settings = IMAPSettings(host: "mail.example", port: 993, login: .init(user: user, password: "secret"))
        #expect(throws: MailError.invalidSetting("login")) { try IMAPMailbox(settings) }
    }

    @Test func `an invalid folder is refused at the start`() {
        var settings = IMAPSettings(host: "mail.example", port: 993, login: login)
        settings.doneFolder = "a\r\nb"
        #expect(throws: MailError.invalidSetting("doneFolder")) { try IMAPMailbox(settings) }
        settings.folder = ""
        #expect(throws: MailError.invalidSetting("folder")) { try IMAPMailbox(settings) }
    }

    @Test func `a password does not get into a log`() {
        let settings = IMAPSettings(host: "mail.example", port: 993, login: login)
        #expect(!"\(settings)".contains("secret"))
        #expect(!String(reflecting: settings).contains("secret"))
    }

    @Test(arguments: [
        ("INBOX", "INBOX", "\"INBOX\""),
        ("a/b;c \"d\\", "a%2fb%3bc%20%22d%5c", #""a/b;c \"d\\""#),
        ("R&D", "R%26%2dD", "\"R&-D\""),
        ("Entwürfe", "Entw%26APw%2drfe", "\"Entw&APw-rfe\""),
        ("台北", "%26U,BTFw%2d".replacing(",", with: "%2c"), "\"&U,BTFw-\""),
    ])
    func `a folder has its forms for IMAP and for URLs`(name: String, path: String, quoted: String) throws {
        let folder = try #require(IMAPFolder(name))
        #expect(folder.path == path)
        #expect(folder.quoted == quoted)
    }

    @Test(arguments: [
        (UInt32(0), UInt32(0), UInt32(0), []),
        (7, 7, 5000, []),
        (9, 7, 5000, []),
        (0, 5000, 1000, [1...5000]),
        (0, 2500, 2500, [1...1000, 1001...2000, 2001...2500]),
        (4_294_967_294, .max, 5000, [.max ... .max]),
        (0, .max, 5, [1 ... .max]),
    ])
    func `no search covers too many`(last: UInt32, highest: UInt32, count: UInt32, windows: [ClosedRange<UInt32>]) {
        #expect(Array(UIDWindows(after: last, through: highest, count: count)) == windows)
    }
}
