/// One key for all spellings of an address that the provider delivers to the same mailbox, so that nobody can fill one
/// mailbox under many spellings. Only limits use it: a guest is identified by the address as it was written.
package struct MailboxKey: Hashable, Sendable {
    private let local: String
    private let domain: String

    package init(_ address: EmailAddress) {
        var local = Array(address.folded.utf8.prefix { $0 != UInt8(ascii: "@") })
        var labels = address.domain.utf8.split(separator: UInt8(ascii: ".")).map { Array($0) }
        let provider = MailProvider(of: &labels, &local)
        local = Array(local.prefix { !provider.tagSigns.contains($0) })
        local.removeAll { provider.ignored.contains($0) }
        self.local = String(decoding: local, as: UTF8.self)
        domain = provider.domain ?? labels.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
    }
}

/// The rules by which a mail provider reads the local part of an address.
private struct MailProvider {
    /// The domain that stands for all domains of the provider, if a name is the same person under all of them; nil if
    /// each domain has its own names.
    var domain: String?
    /// The characters that start a subaddress (RFC 5233). Nearly every provider that supports subaddresses uses `+`.
    var tagSigns: Set<UInt8> = [UInt8(ascii: "+")]
    /// The characters that the provider ignores.
    var ignored: Set<UInt8> = []

    /// A name in front of the provider's domain (`anything@ada.fastmail.com`) becomes the local part, if the provider
    /// supports such addresses.
    init(of labels: inout [[UInt8]], _ local: inout [UInt8]) {
        let names = labels.map { String(decoding: $0, as: UTF8.self) }
        let domain = names.joined(separator: ".")
        if let provider = Self.byDomain[domain] {
            self = provider
        } else if names.first == "yahoo", names.count == 2 || names.count == 3 && ["co", "com"].contains(names[1]) {
            self = Self.yahoo
        } else if let name = labels.first, Self.withNamesInFront.contains(names.dropFirst().joined(separator: ".")) {
            local = name
            labels.removeFirst()
            self.init()
        } else {
            self.init()
        }
    }

    private init(
        domain: String? = nil, tagSigns: Set<UInt8> = [UInt8(ascii: "+")], ignored: Set<UInt8> = []
    ) {
        self.domain = domain
        self.tagSigns = tagSigns
        self.ignored = ignored
    }

    private static let (plus, hyphen) = (UInt8(ascii: "+"), UInt8(ascii: "-"))
    private static let (dot, underscore) = (UInt8(ascii: "."), UInt8(ascii: "_"))

    /// support.google.com/mail/answer/7436150 (dots), answer/10313 (googlemail.com).
    private static let gmail = MailProvider(domain: "gmail.com", ignored: [dot])
    /// proton.me/support/addresses-and-aliases: dots, hyphens and underscores are ignored; all domains belong to the
    /// same person.
    private static let proton = MailProvider(domain: "proton.me", ignored: [dot, hyphen, underscore])
    /// support.apple.com/102540: the owner of name@mac.com or name@me.com also owns name@icloud.com.
    private static let icloud = MailProvider(domain: "icloud.com")
    /// yandex.com/support/mail: a name is one person under all domains; dots and hyphens are equivalent.
    private static let yandex = MailProvider(domain: "yandex.com", ignored: [dot, hyphen])
    /// help.yahoo.com/kb/SLN28815: disposable addresses are `name-keyword`; no other name has a hyphen.
    private static let yahoo = MailProvider(tagSigns: [plus, hyphen])

    private static let byDomain: [String: MailProvider] = {
        var all: [String: MailProvider] = [:]
        for domain in ["gmail.com", "googlemail.com"] { all[domain] = gmail }
        for domain in ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"] { all[domain] = proton }
        for domain in ["icloud.com", "me.com", "mac.com"] { all[domain] = icloud }
        let yandexEndings = ["ru", "com", "by", "kz", "ua", "fr", "az", "com.am", "com.ge", "com.tr", "co.il", "uz"]
        for domain in yandexEndings.map({ "yandex.\($0)" }) + ["ya.ru"] { all[domain] = yandex }
        for domain in ["ymail.com", "rocketmail.com", "myyahoo.com"] { all[domain] = yahoo }
        return all
    }()

    /// fastmail.help/hc/en-us/articles/360060591053: `anything@name.fastmail.com` belongs to name.
    private static let withNamesInFront: Set<String> = [
        "fastmail.com", "fastmail.fm", "fastmail.cn", "fastmail.co.uk", "fastmail.com.au", "fastmail.de",
        "fastmail.es", "fastmail.fr", "fastmail.in", "fastmail.jp", "fastmail.net", "fastmail.nl", "fastmail.org",
        "fastmail.se", "fastmail.to", "fastmail.tw", "fastmail.uk", "fastmail.us", "eml.cc", "fea.st", "fmail.co.uk",
        "mailbolt.com", "mailcan.com", "mailhaven.com", "mailmight.com", "ml1.net", "mm.st", "myfastmail.com",
        "sent.as", "sent.at", "sent.com", "speedpost.net", "xsmail.com",
    ]
}
