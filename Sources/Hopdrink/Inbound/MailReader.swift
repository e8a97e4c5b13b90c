import Dispatch
import Domain
import Foundation
import ICalendar
import Mail

/// Reads messages one after the other on its own thread, because the libraries for it block.
enum MailReader {
    private static let queue = DispatchQueue(label: "hopdrink.mail-reader")

    /// Returns nil if the message cannot be read. `host` is the domain of our own emails' Message-IDs.
    static func read(_ bytes: [UInt8], _ envelope: ReceivedEnvelope, host: String) async -> InboundMail? {
        await withCheckedContinuation { caller in
            queue.async { caller.resume(returning: InboundMail(bytes, envelope, host: host)) }
        }
    }
}

extension InboundMail {
    fileprivate init?(_ bytes: [UInt8], _ envelope: ReceivedEnvelope, host: String) {
        // A message that cannot be read once cannot be read the next time either.
        guard let message = try? ReceivedMessage(reading: bytes.withoutMailboxLine) else { return nil }
        self.init(identity: message.messageID ?? String(decoding: bytes, as: UTF8.self).contentHash)
        messageID = message.messageID
        author = message.from
        recipients = (envelope.recipient.map { [$0] } ?? []) + message.recipients
        automatic = AutomaticMail(message, envelope)
        authentication = message.authenticationResults.first
        answers = message.calendars.lazy.map(\.answers).first { !$0.isEmpty } ?? []
        report = message.deliveryStatus.map { BounceReport($0, host: host) }
    }
}

extension [UInt8] {
    /// The message without the line that Postfix's local(8) writes before the header, as in an mbox file.
    fileprivate var withoutMailboxLine: [UInt8] {
        guard starts(with: "From ".utf8), let end = firstIndex(of: UInt8(ascii: "\n")) else { return self }
        return Array(self[(end + 1)...])
    }
}

extension AutomaticMail {
    fileprivate init(_ message: ReceivedMessage, _ envelope: ReceivedEnvelope) {
        self.init()
        sender = envelope.sender ?? message.returnPath
        autoSubmitted = message.autoSubmitted
        isFromList = message.isFromList
        domain = message.messageID?.split(separator: "@").last.map(String.init)
    }
}

extension ReceivedCalendar {
    /// Empty if the calendar is not a reply.
    fileprivate var answers: [CalendarAnswer] {
        guard method == nil || method == "REPLY" else { return [] }
        // A calendar that cannot be read has no replies.
        return ((try? CalendarReply.reading(text)) ?? []).map { CalendarAnswer($0) }
    }
}

extension CalendarAnswer {
    fileprivate init(_ reply: CalendarReply) {
        self.init(uid: reply.uid, Participation(reply.participation), attendee: reply.attendee)
        sequence = reply.sequence
        stamp = reply.stamp
        guests = reply.guests
        day = reply.day
    }
}

extension CalendarReply {
    fileprivate var day: AnsweredDay? {
        isRecurrenceUnreadable
            ? .unreadable : recurrenceID.map { AnsweredDay(id: $0, zone: recurrenceZone, in: .system) }
    }
}

extension CalendarAnswer.Participation {
    fileprivate init(_ participation: CalendarReply.Participation) {
        switch participation {
        case .accepted: self = .accepted
        case .declined: self = .declined
        case .tentative: self = .tentative
        case .delegated, .needsAction, .other: self = .other
        }
    }
}

extension BounceReport {
    /// Each of our emails goes to one person, so the worst part of the report is about them.
    fileprivate init(_ status: DeliveryStatus, host: String) {
        let worst = status.recipients.max { $0.gravity < $1.gravity }
        let words = [worst?.status?.description, worst?.diagnostic].compactMap(\.self)
        self.init(
            worst?.reported ?? .none, diagnostic: words.isEmpty ? "it was returned" : words.joined(separator: " "))
        returned = status.returnedMessageID.flatMap { Letter.ID(messageID: $0, host: host) }?.text
    }
}

extension DeliveryStatus.Recipient {
    fileprivate var reported: BounceReport.Outcome {
        switch outcome {
        case .failed(permanently: true): .failed(addressIsBad: isAddressBad)
        case .failed(permanently: false): .failedForNow
        case .delayed: .delayed
        case .delivered, .unknown: .none
        }
    }

    fileprivate var gravity: Int {
        switch reported {
        case .failed(addressIsBad: true): 4
        case .failed(addressIsBad: false): 3
        case .failedForNow: 2
        case .delayed: 1
        case .none: 0
        }
    }
}
