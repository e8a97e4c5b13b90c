import Domain
import Testing

struct InboundKindTests {
    @Test(arguments: [
        (InboundAddress?.none, true, true, InboundKind.nothing(.unsigned)),
        (.reply, false, true, .answer(allowsQuestion: true)), (.reply, false, false, .nothing(.byHand)),
        (.reply, true, true, .nothing(.automatic)), (.bounce, true, false, .bounce), (.bounce, true, true, .bounce),
        (.bounce, false, false, .nothing(.byHand)), (.bounce, false, true, .nothing(.byHand)),
        (.unsubscribe, false, false, .unsubscribe), (.unsubscribe, true, false, .nothing(.automatic)),
    ])
    func `signed address decides what a message may do`(
        address: InboundAddress?, hasReport: Bool, hasAnswer: Bool, kind: InboundKind
    ) {
        var facts = InboundFacts(address: address)
        (facts.hasReport, facts.hasAnswer) = (hasReport, hasAnswer)
        #expect(InboundKind.decide(facts) == kind)
    }

    @Test(arguments: [InboundAddress.reply, .bounce])
    func `out-of-office note is neither a reply nor a bounce`(address: InboundAddress) {
        var facts = InboundFacts(address: address)
        facts.isAutomatic = true
        #expect(InboundKind.decide(facts) == .nothing(.automatic))
    }

    @Test func `reply from a program triggers no question to the guest`() {
        var facts = InboundFacts(address: .reply)
        (facts.isAutomatic, facts.hasAnswer) = (true, true)
        #expect(InboundKind.decide(facts) == .answer(allowsQuestion: false))
    }

    @Test(arguments: [InboundAddress.reply, .bounce, .unsubscribe])
    func `own email that comes back does nothing`(address: InboundAddress) {
        var facts = InboundFacts(address: address)
        (facts.isOurs, facts.hasAnswer) = (true, true)
        #expect(InboundKind.decide(facts) == .nothing(.ownLetter))
    }
}

struct AutomaticMailTests {
    @Test(arguments: [
        (String?.none, String?.none, false, "example.org", false),
        ("ada@example.org", "no", false, "example.org", false),
        ("", nil, false, "example.org", true), (nil, "auto-replied", false, "example.org", true),
        (nil, "auto-generated", false, "example.org", true), (nil, nil, true, "example.org", true),
        (nil, nil, false, "Hopdrink.example", true), (nil, nil, false, "not-hopdrink.example", false),
    ])
    func `mail that must not be answered is known by its header`(
        sender: String?, autoSubmitted: String?, isFromList: Bool, domain: String, expected: Bool
    ) {
        var mail = AutomaticMail()
        (mail.sender, mail.autoSubmitted, mail.isFromList, mail.domain) = (sender, autoSubmitted, isFromList, domain)
        #expect(mail.mustNotBeAnswered(ownDomain: "hopdrink.example") == expected)
    }
}
