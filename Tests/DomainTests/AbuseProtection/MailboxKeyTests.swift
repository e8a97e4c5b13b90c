import Domain
import Testing

/// Which spellings of an address count as one mailbox for the limits.
struct MailboxKeyTests {
    @Test(arguments: [
        [
            "ada.lovelace@gmail.com", "AdaLovelace@GMail.com", "a.d.a.lovelace+x@googlemail.com",
            "adalovelace+@gmail.com",
        ],
        ["ada@example.org", "ADA@Example.ORG", "ada+tours@example.org", "ada+a+b@example.org"],
        ["ada@yahoo.fr", "ada-one@yahoo.fr", "ada-two+x@yahoo.fr"],
        ["ada@ymail.com", "ada-one@ymail.com"], ["ada@yahoo.co.uk", "ada-x@yahoo.co.uk"],
        ["ada.l@outlook.com", "ada.l+x@outlook.com"], ["ada@hotmail.fr", "ada+1@hotmail.fr"],
        ["ada.l@icloud.com", "ada.l@me.com", "ada.l+x@mac.com"],
        ["ada@fastmail.com", "ada+x@fastmail.com", "anything@ada.fastmail.com", "shop+y@ada.fastmail.com"],
        ["ada@fastmail.fm", "news@ada.fastmail.fm"],
        [
            "ada.love-lace@proton.me", "adalovelace@pm.me", "Ada_Lovelace+x@protonmail.com",
            "a.d.a-lovelace@protonmail.ch",
        ],
        ["ada.l@yandex.ru", "ada-l@ya.ru", "adal+x@yandex.com"],
    ])
    func `spellings that a provider treats alike are one mailbox`(spellings: [String]) throws {
        let keys = Set(try spellings.map { MailboxKey(try EmailAddress(parsing: $0)) })
        #expect(keys.count == 1, "\(spellings)")
    }

    @Test(arguments: [
        ["ada.l@example.org", "adal@example.org", "ada-l@example.org", "ada_l@example.org"],
        ["ada@gmail.com", "bob@gmail.com", "ada@example.org", "ada@gmail.example.org", "ada@mail.gmail.com"],
        ["ada.l@outlook.com", "adal@outlook.com", "ada.l@hotmail.com"],
        ["ada@yahoo.fr", "ada@yahoo.com", "a.da@yahoo.fr"],
        ["ada.l@icloud.com", "adal@icloud.com"], ["ada@fastmail.com", "ada@fastmail.fm", "x@bob.fastmail.com"],
        ["ada@proton.me", "ada@protonmail.example"], ["ada-x@yahoo.example.org", "ada@yahoo.example.org"],
    ])
    func `mailboxes of different people stay apart`(addresses: [String]) throws {
        let keys = Set(try addresses.map { MailboxKey(try EmailAddress(parsing: $0)) })
        #expect(keys.count == addresses.count, "\(addresses)")
    }

    @Test(arguments: ["+x@gmail.com", "+@example.org", "-x@yahoo.com", "-_-@pm.me", "+x@ada.fastmail.com"])
    func `address with an empty name before its tag has a key too`(address: String) throws {
        #expect(MailboxKey(try EmailAddress(parsing: address)) == MailboxKey(try EmailAddress(parsing: address)))
    }
}
