import Domain
import Foundation
import Storage

extension PersonalDataRecord {
    init(answer row: SQLRow) throws {
        let rsvp = try RSVP(row: row)
        let start = try LocalDateTime(parsing: row.text("local_start"))
        let (title, city, asked) = (try row.text("title"), try row.text("city_name"), try row.instant("asked_at"))
        let zone = try Zone(stored: row.text("time_zone"))
        members = [
            "meetup": .text(rsvp.meetup.text), "title": .text(title), "city": .text(city),
            "start": .text("\(start):00\(zone.offsetText(at: start.instant(in: zone)))"),
            "state": .text(rsvp.state.name.rawValue), "name": .text(rsvp.name), "companions": .number(rsvp.companions),
            "language": .text(rsvp.language.code), "answered_at": .instant(rsvp.createdAt), "asked_at": .instant(asked),
            "accepts_fewer": .flag(rsvp.acceptsFewer), "answer": .text(rsvp.words.answer),
            "remark": .text(rsvp.words.remark), "question": .text(rsvp.words.question),
        ]
        let said = [rsvp.words.answer, rsvp.words.remark, rsvp.words.question].filter { !$0.isEmpty }
        words = { site in
            let texts = site.texts
            let values = [
                "title": title, "city": city, "date": texts.words(start.date), "time": texts.words(start.time),
                "state": texts(rsvp.state.words), "name": rsvp.name, "party": texts(.party, rsvp.party),
                "language": site.name(of: rsvp.language), "answered": texts.moment(rsvp.createdAt),
            ]
            let more = said.isEmpty ? "" : " " + texts(.personalDataSaid, ["words": said.joined(separator: " · ")])
            return texts(.personalDataAnswer, values) + more
        }
    }

    /// An unconfirmed ask under the address; nil if it has no content.
    init?(ask row: SQLRow) throws {
        let ask = try Ask(row: row)
        guard let content = ask.content else { return nil }
        let start = try LocalDateTime(parsing: row.text("local_start"))
        let (title, city, given) = (try row.text("title"), try row.text("city_name"), content.words)
        let zone = try Zone(stored: row.text("time_zone"))
        members = [
            "meetup": .text(ask.meetup.text), "title": .text(title), "city": .text(city),
            "start": .text("\(start):00\(zone.offsetText(at: start.instant(in: zone)))"),
            "name": .text(content.name), "companions": .number(content.companions),
            "language": .text(content.language.code), "asked_at": .instant(ask.askedAt),
            "accepts_fewer": .flag(content.acceptsFewer), "answer": .text(given.answer),
            "remark": .text(given.remark), "question": .text(given.question),
        ]
        let said = [given.answer, given.remark, given.question].filter { !$0.isEmpty }
        words = { site in
            let texts = site.texts
            let values = [
                "title": title, "city": city, "date": texts.words(start.date), "time": texts.words(start.time),
                "state": texts(.managePending), "name": content.name, "party": texts(.party, content.party),
                "language": site.name(of: content.language), "answered": texts.moment(ask.askedAt),
            ]
            let more = said.isEmpty ? "" : " " + texts(.personalDataSaid, ["words": said.joined(separator: " · ")])
            return texts(.personalDataAnswer, values) + more
        }
    }

    init(_ card: Card) {
        let lines: [(name: String, label: TranslationKey, text: String?)] = [
            ("name", .cardName, card.name), ("trade", .cardTrade, card.trade), ("firm", .cardFirm, card.firm),
            ("city", .cardCity, card.city), ("site", .cardSite, card.site?.text), ("phone", .cardPhone, card.phone),
            ("languages", .cardLanguages, card.languages), ("offer", .cardOffer, card.offer),
            ("seek", .cardSeek, card.seek),
        ]
        members = Dictionary(
            uniqueKeysWithValues: lines.map { ($0.name, $0.text.map(PersonalDataValue.text) ?? .nothing) })
        words = { site in
            let filled = lines.compactMap { line in line.text.map { "\(site.texts(line.label)): \($0)" } }
            return filled.joined(separator: " · ")
        }
    }

    init(follower row: SQLRow) throws {
        let follower = try Follower(row: row)
        let (city, since) = (try row.text("city_name"), try row.instant("state_since"))
        members = [
            "city": .text(city), "state": .text(follower.state.rawValue), "since": .instant(since),
            "language": .text(follower.language.code),
        ]
        words = { site in
            let values = ["city": city, "since": site.texts.moment(since)]
            return site.texts(follower.state.words, values)
        }
    }

    init(_ cityRequest: CityRequest) {
        members = [
            "city": .text(cityRequest.city.text), "weekdays": .list(cityRequest.weekdays.map { .text($0.name) }),
            "state": .text(cityRequest.state.rawValue), "since": .instant(cityRequest.since),
            "language": .text(cityRequest.language.code),
        ]
        words = { site in
            let texts = site.texts
            let days = cityRequest.weekdays.map { texts.calendar.name(of: $0) }.joined(separator: ", ")
            let values = ["city": cityRequest.city.text, "since": texts.moment(cityRequest.since), "weekdays": days]
            let key: TranslationKey =
                cityRequest.state == .pending ? .personalDataCityRequestPending : .personalDataCityRequest
            return texts(key, values) + (days.isEmpty ? "" : " " + texts(.personalDataCityRequestDays, values))
        }
    }

    init(feed row: SQLRow) throws {
        let (code, made) = (try row.text("language"), try row.instant("created_at"))
        members = ["language": .text(code), "created_at": .instant(made)]
        words = { $0.texts(.personalDataFeed, ["since": $0.texts.moment(made)]) }
    }

    init(letter row: SQLRow) throws {
        let (word, state) = (try row.text("kind"), try row.text("state"))
        let (queued, settled) = (try row.instant("created_at"), try row.optionalInstant("settled_at"))
        guard let kind = LetterKind(rawValue: word) else { throw StoreError.unreadable(column: "letters.kind") }
        members = [
            "kind": .text(kind.word), "state": .text(state), "queued_at": .instant(queued),
            "settled_at": .instant(settled),
        ]
        let outcome: TranslationKey =
            state == LetterState.sent.rawValue
            ? .personalDataSent : settled == nil ? .personalDataOpen : .personalDataUnsent
        words = { site in
            let texts = site.texts
            let values = [
                "letter": texts(kind.title), "date": texts.moment(settled ?? queued), "outcome": texts(outcome),
            ]
            return texts(.personalDataLetter, values)
        }
    }

    init(stop row: SQLRow) throws {
        let (scope, cause, since) = (try row.text("scope"), try row.text("cause"), try row.instant("created_at"))
        members = ["scope": .text(scope), "cause": .text(cause), "since": .instant(since)]
        let key: TranslationKey =
            switch Suppression.Cause(rawValue: cause) {
            case .bounced: .personalDataStopBounced
            case .unsubscribed: .personalDataStopUnsubscribed
            case .operator, nil: .personalDataStopOperator
            }
        words = { $0.texts(key, ["since": $0.texts.moment(since)]) }
    }

    init(_ role: OrganiserRole) {
        members = ["role": .text(role.name), "of": .text(role.of)]
        words = { $0.texts(role.isHost ? .personalDataHost : .personalDataRepresentative, ["of": role.of]) }
    }
}

extension Translations {
    /// Returns date and time in UTC, because personal data belongs to no city.
    func moment(_ instant: Date) -> String {
        let utc = LocalDateTime(instant, in: .utc)
        return self(.moment, ["date": words(utc.date), "time": words(utc.time)])
    }
}

extension LocalizedSite {
    /// Returns the language's own name if the site has that language; its code otherwise.
    fileprivate func name(of language: Language) -> String {
        languages.first { $0.language == language }?.name ?? language.code
    }
}

extension RSVP.State {
    fileprivate var words: TranslationKey {
        switch self {
        case .pending: .managePending
        case .going: .manageGoing
        case .waiting: .manageWaiting
        case .cancelled: .manageCancelled
        }
    }
}

extension Follower.State {
    fileprivate var words: TranslationKey {
        switch self {
        case .pending: .personalDataFollowPending
        case .following: .personalDataFollow
        case .stopped: .personalDataFollowStopped
        }
    }
}

extension LetterKind {
    /// The sort of email, for its reader.
    fileprivate var title: TranslationKey {
        switch self {
        case .confirm, .reconfirm, .follow, .cityRequest, .unverified, .hostConfirm: .personalDataLetterRequest
        case .going, .known, .promoted: .personalDataLetterGoing
        case .waiting, .seatReleased: .personalDataLetterWaiting
        case .changed, .restored: .personalDataLetterChanged
        case .cancelled: .personalDataLetterCancelled
        case .reminder: .personalDataLetterReminder
        case .thanks: .personalDataLetterThanks
        case .hostSilent, .headCount, .unreachable, .question, .cityRequested: .personalDataLetterOrganiser
        case .digest, .cityStarts: .personalDataLetterNews
        case .data: .personalDataLetterData
        }
    }
}
