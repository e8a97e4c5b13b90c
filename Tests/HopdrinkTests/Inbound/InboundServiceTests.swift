import Domain
import Foundation
import HTTPTypes
import Logging
import Mail
import Storage
import Synchronization
import Testing

@testable import Hopdrink
@testable import Mail

/// A mailbox with the messages that a test added.
private final class FakeMailbox: Sendable {
    private struct State {
        var messages: [(uid: UInt32, content: IMAPMessage.Content)] = []
        var finished: [UInt32] = []
        var failures = 0
        var looks = 0
    }

    private let state = Mutex(State())

    func add(_ content: IMAPMessage.Content) {
        state.withLock { $0.messages.append((UInt32($0.messages.count + 1), content)) }
    }

    func fail(_ times: Int) { state.withLock { $0.failures = times } }

    var finished: [UInt32] { state.withLock(\.finished) }

    var mailbox: InboundMailbox {
        InboundMailbox(
            name: "box",
            messages: { position, limit in
                try self.state.withLock { state in
                    state.looks += 1
                    if state.failures > 0 {
                        state.failures -= 1
                        throw MailError.mailbox(.unavailable("down"))
                    }
                    let start = position?.uid ?? 0
                    var batch = IMAPBatch(
                        position: IMAPPosition(validity: 1, uid: start), highest: UInt32(state.messages.count))
                    for message in state.messages where message.uid > start && batch.messages.count < limit {
                        batch.append(
                            IMAPMessage(
                                position: IMAPPosition(validity: 1, uid: message.uid), content: message.content))
                    }
                    return batch
                }
            },
            finish: { position in self.state.withLock { $0.finished.append(position.uid) } }, disconnect: {}, stop: {}
        )
    }
}

struct InboundServiceTests {
    private let site: TestSite
    private let fake = FakeMailbox()

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
    }

    private var service: InboundService {
        InboundService(
            fake.mailbox, every: .seconds(60), site.receive, on: site.database, logger: site.logger
        )
    }

    private func position() async throws -> IMAPPosition? {
        try await site.database.read { try $0.inbound.position(in: "box") }
    }

    @Test func `message for us is processed and moved away, another one stays`() async throws {
        fake.add(.bytes(TestMail(to: "post@hopdrink.test").bytes))
        fake.add(.tooLarge)
        fake.add(.bytes(try await site.answer(of: "ada@example.org") { $0.status = "DECLINED" }.bytes))
        try await service.readAll()
        #expect(fake.finished == [3])
        #expect(try await site.state(of: "ada@example.org") == .cancelled)
        #expect(try await position() == IMAPPosition(validity: 1, uid: 3))
    }

    @Test func `reading continues after the last message, whatever their number`() async throws {
        for _ in 1...120 { fake.add(.bytes(TestMail(to: "post@hopdrink.test").bytes)) }
        try await service.readAll()
        #expect(try await position()?.uid == 120)
        fake.add(.bytes(try await site.answer(of: "ada@example.org") { $0.status = "DECLINED" }.bytes))
        try await service.readAll()
        #expect(fake.finished == [121])
    }

    @Test func `unavailable mailbox is read once it is back`() async throws {
        fake.add(.bytes(try await site.answer(of: "ada@example.org") { $0.status = "DECLINED" }.bytes))
        fake.fail(1)
        await #expect(throws: MailError.self) { try await service.readAll() }
        #expect(try await position() == nil)
        try await service.readAll()
        #expect(try await site.state(of: "ada@example.org") == .cancelled)
    }

    @Test func `message read again after a crash changes nothing`() async throws {
        fake.add(.bytes(try await site.answer(of: "ada@example.org") { $0.status = "DECLINED" }.bytes))
        try await service.readAll()
        try await site.execute("DELETE FROM mailboxes")
        site.clock.advance(by: .hour)
        try await site.take(try await site.answer(of: "ada@example.org") { $0.stamp = nil })
        try await service.readAll()
        #expect(try await site.state(of: "ada@example.org") == .going)
        #expect(fake.finished == [1, 1])
    }
}

/// Messages that the mail system hands over through the control socket.
struct InboundRoutesTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
    }

    private func post(_ bytes: [UInt8], _ envelope: HTTPFields = [:]) async throws -> Visitor.Answer {
        var headers = envelope
        headers[.contentType] = "message/rfc822"
        return try await site.control.ask(.post, "/mail", body: bytes, headers: headers)
    }

    @Test func `message is accepted, and the response says its outcome`() async throws {
        var mail = try await site.answer(of: "ada@example.org") { $0.status = "DECLINED" }
        let recipient = try #require(HTTPField.Name("Envelope-Recipient"))
        let address = mail.to
        mail.to = "nobody@example.org"
        let answer = try await post(mail.bytes, [recipient: address])
        #expect(answer.status == .ok)
        #expect(try answer.json["outcome"]?.text == "answered: cancel")
        #expect(try await site.state(of: "ada@example.org") == .cancelled)
    }

    @Test func `message that is too large or of another media type is refused`() async throws {
        let maximum = InboundRoutes.maxBytes
        #expect(try await post([UInt8](repeating: 0x61, count: maximum + 1)).status == .contentTooLarge)
        #expect(try await site.control.post("/mail", json: "{}").status == .unsupportedMediaType)
    }

    @Test func `visitor outside the control socket cannot hand over mail`() async throws {
        let mail = try await site.answer(of: "ada@example.org") { $0.status = "DECLINED" }
        let headers: HTTPFields = [.contentType: "message/rfc822"]
        let answer = try await site.visitor.ask(.post, "/mail", body: mail.bytes, headers: headers)
        #expect(answer.status == .notFound || answer.status == .methodNotAllowed)
        #expect(try await site.state(of: "ada@example.org") == .going)
    }

    @Test func `site without a mailbox refuses mail`() async throws {
        let bare = site.app { settings, _ in settings.mail.isRead = false }
        let headers: HTTPFields = [.contentType: "message/rfc822"]
        let answer = try await Visitor(bare.controlRouter()).ask(.post, "/mail", body: [0x61], headers: headers)
        #expect(answer.status == .conflict)
    }
}
