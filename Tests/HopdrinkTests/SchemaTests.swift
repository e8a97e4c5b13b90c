import Domain
import Storage
import Testing

@testable import Hopdrink

struct SchemaTests {
    /// One valid row in every table. `rsvp` waits for its confirmation.
    static let good: [String] = [
        """
        INSERT INTO cities (slug, name, country, time_zone, languages, sort_order, is_listed, revision)
        VALUES ('tours', 'Tours', 'FR', 'Europe/Paris', 'fr', 0, 1, 1)
        """,
        "INSERT INTO venues (id, name, address, room, access_notes) VALUES ('venue', 'La Cave', 'place', '', '')",
        """
        INSERT INTO series (id, city_slug, slug, rules, local_time, origin, made_through, title,
            summary, duration, capacity, venue_id, hosts, reminders)
        VALUES ('series', 'tours', 'thursday', 'FREQ=DAILY', '19:00', 'config', '', 't', '', 60, 5, 'venue', '', '')
        """,
        meetup("'meetup'", "'uid'", "'series', '2026-12-10'"),
        "INSERT INTO deleted_dates (series_id, occurrence_date) VALUES ('series', '2026-12-11')",
        "INSERT INTO deleted_meetups (id) VALUES ('removed')",
        "INSERT INTO guests (id, address, folded_address) VALUES ('guest', 'Ada@example.org', 'ada@example.org')",
        "INSERT INTO guests (id, address, folded_address) VALUES ('other', 'bob@example.org', 'bob@example.org')",
        rsvp("'rsvp'", "'guest'", arrival: 1),
        "INSERT INTO tokens (hash, purpose, rsvp_id, expires_at) VALUES ('hash', 'confirm', 'rsvp', 9)",
        letter("'letter'", "'key'", "'ready', NULL, NULL, NULL"),
        ask("'ask'", arrival: 1),
        """
        INSERT INTO waiting_decisions (id, meetup_id, position, rsvp_id, party, what, free, decided_at)
        VALUES ('decision', 'meetup', 1, 'rsvp', 1, 'joined', 0, 1)
        """,
        "INSERT INTO guest_feeds (hash, guest_id, language, created_at) VALUES ('hash', 'guest', 'fr', 1)",
        "INSERT INTO cards (guest_id, name, trade, folded_trade, changed_at) VALUES ('guest', 'Ada', 'Web', 'web', 1)",
        "INSERT INTO zone_rules (zone, fingerprint) VALUES ('Europe/Paris', 'rules')",
        """
        INSERT INTO followers (id, city_slug, address, folded_address, language, state, notified_until, state_since)
        VALUES ('follower', 'tours', 'Eve@example.org', 'eve@example.org', 'fr', 'pending', 0, 1)
        """,
        """
        INSERT INTO suppressions (folded_address, scope, cause, created_at)
        VALUES ('eve@example.org', 'everything', 'bounced', 1)
        """,
        """
        INSERT INTO city_requests (id, city_name, folded_city, address, folded_address, weekdays, language, state, state_since)
        VALUES ('city_request', 'Graz', 'graz', 'Eve@example.org', 'eve@example.org', 'MO', 'fr', 'pending', 1)
        """,
        """
        INSERT INTO city_request_asks (id, city_request_id, city_name, weekdays, language, asked_at)
        VALUES ('cityrequestask', 'city_request', 'Graz', '', 'fr', 1)
        """,
        "INSERT INTO requested_cities (folded_city, told_at) VALUES ('graz', 1)",
        """
        INSERT INTO personal_data_requests (folded_address, address, language, asked_at)
        VALUES ('eve@example.org', 'Eve@example.org', 'fr', 1)
        """,
        "INSERT INTO personal_data_tokens (hash, folded_address, expires_at) VALUES ('hash', 'eve@example.org', 1)",
        "INSERT INTO secrets (name, value) VALUES ('mail', 'x')",
        "INSERT INTO received_mail (hash, received_at) VALUES ('hash', 1)",
        "INSERT INTO mailboxes (name, validity, uid) VALUES ('inbox', 1, 1)",
        "INSERT INTO organiser_tokens (id, hash, name, created_at) VALUES ('token', 'hash', 'Claire', 1)",
        "INSERT INTO idempotency_keys (hash, request_hash, status, body, created_at) VALUES ('h', 'r', 201, '', 1)",
    ]

    private static func meetup(
        _ id: String, _ uid: String, _ occurrence: String, slug: String = "NULL",
        values: String = "1, 2, 'scheduled', 0, 0"
    ) -> String {
        """
        INSERT INTO meetups (id, uid, city_slug, slug, series_id, occurrence_date, origin, local_start, time_zone,
            reminds_from, created_at, modified_at, title, summary, duration, capacity, venue_id, hosts, reminders,
            starts_at, ends_at, state, is_detached, revision_number)
        VALUES (\(id), \(uid), 'tours', \(slug), \(occurrence), 'config', '2026-12-10T19:00', 'Europe/Paris',
            0, 0, 0, 't', '', 60, 5, 'venue', '', '', \(values))
        """
    }

    private static func rsvp(
        _ id: String, _ guest: String, arrival: Int, companions: Int = 0, state: String = "'pending', NULL"
    ) -> String {
        """
        INSERT INTO rsvps (id, meetup_id, guest_id, name, language, companions, arrival, created_at, asked_at,
            state, going_since)
        VALUES (\(id), 'meetup', \(guest), 'Ada', 'fr', \(companions), \(arrival), 1, 1, \(state))
        """
    }

    private static func ask(
        _ id: String, arrival: Int, said: String = "'rsvp', 'Ada', 'fr', 0, '', '', '', 0", locked: String = "1, 'seat'"
    ) -> String {
        """
        INSERT INTO asks (id, meetup_id, arrival, rsvp_id, name, language, companions, answer, remark, question,
            accepts_fewer, people, place, reserved_until, client, asked_at)
        VALUES (\(id), 'meetup', \(arrival), \(said), \(locked), 5, '', 1)
        """
    }

    /// `state` gives the columns for state, lease owner, lease end and body.
    private static func letter(_ id: String, _ key: String, _ state: String) -> String {
        """
        INSERT INTO letters (id, kind, idempotency_key, owner_kind, owner_id, conversation_key, position, due_at, deadline,
            next_at, attempts, is_uncertain, created_at, state, lease_owner, lease_until, body)
        VALUES (\(id), 'confirm', \(key), 'rsvp', 'rsvp', 'rsvp', 1, 1, 9, 1, 0, 0, 1, \(state))
        """
    }

    private func site() async throws -> TestSite {
        let site = try await TestSite(nil)
        for statement in Self.good { try await site.execute(SQL(stringLiteral: statement)) }
        return site
    }

    @Test(arguments: [
        "UPDATE cities SET languages = ''",
        "UPDATE cities SET is_listed = 2",
        "UPDATE venues SET latitude = 47000000",
        "UPDATE series SET rules = ''",
        "UPDATE series SET origin = 'elsewhere'",
        "UPDATE series SET capacity = 0",
        "UPDATE series SET duration = 0",
        "UPDATE series SET revision_number = -1",
        "UPDATE meetups SET ends_at = starts_at",
        "UPDATE meetups SET state = 'pending'",
        "UPDATE meetups SET is_detached = 3",
        "UPDATE meetups SET revision_number = -1",
        "UPDATE meetups SET capacity = 0",
        "UPDATE meetups SET origin = ''",
        "UPDATE meetups SET occurrence_date = NULL",
        "UPDATE meetups SET series_id = NULL",
        "UPDATE rsvps SET state = 'gone'",
        "UPDATE rsvps SET state = 'going'",
        "UPDATE rsvps SET state = 'waiting', going_since = 5",
        "UPDATE rsvps SET going_since = 5",
        "UPDATE rsvps SET companions = -1",
        "UPDATE rsvps SET arrival = 0",
        "UPDATE tokens SET purpose = 'everything'",
        "UPDATE asks SET people = 0", "UPDATE asks SET place = 'floor'", "UPDATE asks SET arrival = 0",
        "UPDATE asks SET rsvp_id = NULL", "UPDATE asks SET companions = -1", "UPDATE asks SET answer = NULL",
        "UPDATE asks SET accepts_fewer = 2",
        "UPDATE letters SET state = 'lost'",
        "UPDATE letters SET state = 'leased'",
        "UPDATE letters SET lease_owner = 'me', lease_until = 5",
        "UPDATE letters SET state = 'sending', lease_owner = 'me', lease_until = 5",
        """
        UPDATE letters SET state = 'sending', lease_owner = 'me', lease_until = 5, body = 'b', sending_since = NULL
        """,
        "UPDATE letters SET is_uncertain = 2",
        "UPDATE letters SET position = 0",
        "UPDATE letters SET state = 'sent'",
        "UPDATE letters SET settled_at = 5",
        "UPDATE letters SET owner_kind = ''", "UPDATE letters SET owner_id = ''",
        "UPDATE letters SET recipient = 'Ada <ada@example.org>'",
        "UPDATE followers SET state = 'leading'",
        "UPDATE city_requests SET state = 'granted'",
        "UPDATE letters SET folded_recipient = 'ada@example.org'",
        "UPDATE letters SET language = 'fr'",
        "UPDATE letters SET owner_kind = 'follower', language = 'fr'",
        "UPDATE letters SET owner_kind = 'meetup'",
        "UPDATE letters SET owner_kind = 'city_request', recipient = 'a@example.org', folded_recipient = 'a@example.org'",
        "UPDATE letters SET owner_kind = 'person', language = 'fr'",
        "UPDATE letters SET owner_kind = 'person', language = 'fr', recipient = 'a@example.org'",
        "UPDATE suppressions SET scope = 'nothing'",
        "UPDATE meetups SET smaller_may_pass = 2",
        "UPDATE series SET list_closing = 0",
        "UPDATE meetups SET reconfirm_before = 0",
        "UPDATE rsvps SET is_unresponsive = 2",
        "UPDATE waiting_decisions SET what = 'forgot'",
        "UPDATE waiting_decisions SET free = -1",
        "UPDATE suppressions SET cause = 'whim'",
    ])
    func `invalid value is refused`(statement: String) async throws {
        let site = try await site()
        await #expect(throws: DatabaseError.conflict(.check)) { try await site.execute(SQL(stringLiteral: statement)) }
    }

    @Test(arguments: [
        "INSERT INTO cities SELECT * FROM cities",
        meetup("'two'", "'uid'", "NULL, NULL"),
        meetup("'two'", "'two'", "'series', '2026-12-10'"),
        "INSERT INTO deleted_dates SELECT * FROM deleted_dates",
        "INSERT INTO guests (id, address, folded_address) VALUES ('two', 'ada@example.org', 'ada@example.org')",
        rsvp("'two'", "'guest'", arrival: 2),
        rsvp("'two'", "'other'", arrival: 1),
        ask("'two'", arrival: 1), "INSERT INTO city_request_asks SELECT * FROM city_request_asks",
        "INSERT INTO tokens (hash, purpose, rsvp_id, expires_at) VALUES ('hash', 'manage', 'rsvp', 9)",
        letter("'two'", "'key'", "'ready', NULL, NULL, NULL"),
        "INSERT INTO guest_feeds SELECT * FROM guest_feeds",
        """
        INSERT INTO followers (id, city_slug, address, folded_address, language, state, notified_until, state_since)
        VALUES ('two', 'tours', 'eve@example.org', 'eve@example.org', 'en', 'following', 0, 1)
        """,
        """
        INSERT INTO city_requests (id, city_name, folded_city, address, folded_address, weekdays, language, state, state_since)
        VALUES ('two', 'GRAZ', 'graz', 'eve@example.org', 'eve@example.org', '', 'en', 'confirmed', 1)
        """,
        "INSERT INTO requested_cities SELECT * FROM requested_cities",
        "INSERT INTO personal_data_requests SELECT * FROM personal_data_requests",
        "INSERT INTO personal_data_tokens SELECT * FROM personal_data_tokens",
        "INSERT INTO suppressions SELECT * FROM suppressions",
        "INSERT INTO waiting_decisions SELECT * FROM waiting_decisions",
        "INSERT INTO secrets SELECT * FROM secrets",
        "INSERT INTO received_mail SELECT * FROM received_mail",
        "INSERT INTO mailboxes SELECT * FROM mailboxes",
        "INSERT INTO organiser_tokens (id, hash, name, created_at) VALUES ('two', 'hash', 'Bob', 1)",
        "INSERT INTO idempotency_keys SELECT * FROM idempotency_keys",
    ])
    func `duplicate row is refused`(statement: String) async throws {
        let site = try await site()
        await #expect(throws: DatabaseError.conflict(.unique)) { try await site.execute(SQL(stringLiteral: statement)) }
    }

    @Test func `slugs of one-offs are unique in a city, and several may have none`() async throws {
        let site = try await site()
        for (id, slug) in [("'a'", "'walk'"), ("'b'", "NULL"), ("'c'", "NULL")] {
            try await site.execute(SQL(stringLiteral: Self.meetup(id, id, "NULL, NULL", slug: slug)))
        }
        await #expect(throws: DatabaseError.conflict(.unique)) {
            try await site.execute(SQL(stringLiteral: Self.meetup("'d'", "'d'", "NULL, NULL", slug: "'walk'")))
        }
    }

    @Test(arguments: [
        "UPDATE series SET city_slug = 'nowhere'", "UPDATE series SET venue_id = 'none'",
        "UPDATE meetups SET city_slug = 'nowhere'", "UPDATE meetups SET venue_id = 'none'",
        "UPDATE rsvps SET meetup_id = 'none'", "UPDATE rsvps SET guest_id = 'none'",
        "UPDATE tokens SET rsvp_id = 'none'", "UPDATE letters SET about_rsvp_id = 'none'",
        "UPDATE followers SET city_slug = 'nowhere'",
        "UPDATE guest_feeds SET guest_id = 'none'", "UPDATE asks SET rsvp_id = 'none'",
        "UPDATE asks SET meetup_id = 'none'", "UPDATE city_request_asks SET city_request_id = 'none'",
        "DELETE FROM meetups", "DELETE FROM guests", "DELETE FROM cities", "DELETE FROM venues",
    ])
    func `row that refers to a missing row is refused`(statement: String) async throws {
        let site = try await site()
        await #expect(throws: DatabaseError.conflict(.foreignKey)) {
            try await site.execute(SQL(stringLiteral: statement))
        }
    }

    @Test func `deleting an RSVP deletes its tokens, its asks and letters about it`() async throws {
        let site = try await site()
        try await site.execute(
            "UPDATE letters SET owner_kind = 'meetup', owner_id = 'meetup', recipient = 'Roy', about_rsvp_id = 'rsvp'"
        )
        try await site.execute("DELETE FROM rsvps")
        #expect(try await site.count("letters") == 0)
        #expect(try await site.count("tokens") == 0)
        #expect(try await site.count("asks") == 0)
        #expect(try await site.count("guests") == 2)
    }

    @Test(arguments: LetterOwner.allCases.filter { $0.table != nil })
    func `deleting an owner deletes its letters and no others`(owner: LetterOwner) async throws {
        let site = try await site()
        let isWithoutRecipient = [.rsvp, .follower].contains(owner)
        let recipient = isWithoutRecipient ? nil : "a@example.org"
        let language = owner == .cityRequest ? "fr" : nil
        try await site.execute(SQL(stringLiteral: Self.letter("'two'", "'two'", "'ready', NULL, NULL, NULL")))
        try await site.execute(
            """
            UPDATE letters SET owner_kind = \(owner.rawValue), owner_id = \(owner.rawValue), recipient = \(recipient),
                folded_recipient = \(recipient), language = \(language) WHERE id = 'letter'
            """
        )
        try await site.execute("UPDATE letters SET owner_id = 'another' WHERE id = 'two'")
        if owner == .meetup { try await site.execute("DELETE FROM rsvps") }
        let deleted = try await site.database.write { try $0.letters.deleteOwners(owner, where: "1 = 1") }
        let left = try await site.database.read { try $0.rows("SELECT id FROM letters").map { try $0.text("id") } }
        #expect(deleted == 1 && left == ["two"])
    }

    @Test func `deleting a guest deletes their feeds and card`() async throws {
        let site = try await site()
        try await site.execute("DELETE FROM rsvps")
        try await site.execute("DELETE FROM guests")
        #expect(try await site.count("guest_feeds") == 0)
        #expect(try await site.count("cards") == 0)
    }

    @Test func `repeated migration changes nothing`() async throws {
        let site = try await site()
        let before = try await site.dump()
        try await Migrator.migrate(site.database, Schema.migrations)
        #expect(try await site.dump() == before)
        #expect(before["migration"]?.count == Schema.migrations.count)
    }
}
