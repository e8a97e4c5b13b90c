/// One key for all spellings of an address that its provider delivers into the same mailbox, so that one person's mailbox
/// can't be filled under many names. Only limits go by it: who a guest is goes by the address as it was written.
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

/// What a provider of mail makes of the part of an address before the @.
private struct MailProvider {
    /// The domain that stands for all of the provider's under which a name is the same person; nil where each is its own.
    var domain: String?
    /// With what a note to oneself begins. RFC 5233 calls it a subaddress; nearly everybody who has them takes `+`.
    var tagSigns: Set<UInt8> = [UInt8(ascii: "+")]
    /// What counts for nothing.
    var ignored: Set<UInt8> = []

    /// A name in front of the domain of who knows such addresses (`anything@ada.fastmail.com`) becomes the local part.
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
    /// proton.me/support/addresses-and-aliases: neither dots nor hyphens nor underscores tell names apart; all domains are
    /// one person's.
    private static let proton = MailProvider(domain: "proton.me", ignored: [dot, hyphen, underscore])
    /// support.apple.com/102540: who has name@mac.com or name@me.com has name@icloud.com too.
    private static let icloud = MailProvider(domain: "icloud.com")
    /// yandex.com/support/mail: a name is one person under all domains; dots and hyphens are the same.
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

    /// fastmail.help/hc/en-us/articles/360060591053: `anything@name.fastmail.com` is name's.
    private static let withNamesInFront: Set<String> = [
        "fastmail.com", "fastmail.fm", "fastmail.cn", "fastmail.co.uk", "fastmail.com.au", "fastmail.de",
        "fastmail.es", "fastmail.fr", "fastmail.in", "fastmail.jp", "fastmail.net", "fastmail.nl", "fastmail.org",
        "fastmail.se", "fastmail.to", "fastmail.tw", "fastmail.uk", "fastmail.us", "eml.cc", "fea.st", "fmail.co.uk",
        "mailbolt.com", "mailcan.com", "mailhaven.com", "mailmight.com", "ml1.net", "mm.st", "myfastmail.com",
        "sent.as", "sent.at", "sent.com", "speedpost.net", "xsmail.com",
    ]
}
