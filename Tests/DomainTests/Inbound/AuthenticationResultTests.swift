import Domain
import Testing

struct AuthenticationResultTests {
    @Test(arguments: [
        "mx.hop.example; dmarc=fail header.from=example.org", "MX.hop.example; spf=pass; DMARC=Fail (p=reject) x=y",
        "mx.hop.example 1; spf=pass smtp.mailfrom=a.example;\tdmarc = fail",
        "(comment) mx.hop.example; dkim=none; dmarc=fail",
    ])
    func `DMARC failure that the trusted server reports means forged`(field: String) {
        #expect(AuthenticationResult(topmost: field, trustedAuthserv: "mx.hop.example") == .forged)
    }

    @Test(arguments: [
        "mx.hop.example; dmarc=pass header.from=example.org", "mx.hop.example; none", "", ";", "mx.hop.example",
        "mx.evil.example; dmarc=fail", "mx.hop.example.evil.example; dmarc=fail",
        "mx.hop.example; dmarc=pass (; dmarc=fail)", "mx.hop.example; dmarc=pass reason=\"; dmarc=fail\"",
        "mx.hop.example; dmarc=pass (\\); dmarc=fail)", "mx.hop.example; dmarc=failure-of-another-sort",
    ])
    func `no other result means forged`(field: String) {
        #expect(AuthenticationResult(topmost: field, trustedAuthserv: "mx.hop.example") == .unknown)
    }

    @Test func `server that is not named is not trusted`() {
        #expect(AuthenticationResult(topmost: "mx.hop.example; dmarc=fail", trustedAuthserv: nil) == .unknown)
        #expect(AuthenticationResult(topmost: "; dmarc=fail", trustedAuthserv: "") == .unknown)
        #expect(AuthenticationResult(topmost: nil, trustedAuthserv: "mx.hop.example") == .unknown)
    }
}
