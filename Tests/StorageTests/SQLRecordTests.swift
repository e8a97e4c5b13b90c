import Testing

@testable import Storage

struct SQLRecordTests {
    private let record: SQLRecord = ["id": "a", "city": "tours", "note": String?.none, "arrival": 3]

    @Test func `columns, values and assignments come in the order of the list`() {
        let nothing: String? = nil
        #expect(record.columns == "id, city, note, arrival")
        #expect(record.values == "\("a"), \("tours"), \(nothing), \(3)")
        #expect(record.assignments == "id = \("a"), city = \("tours"), note = \(nothing), arrival = \(3)")
    }

    @Test func `SQL in a record is spliced, and every other text is bound`() {
        let count: SQL = "(SELECT count(*) FROM guest WHERE city = \("tours"))"
        let record: SQLRecord = ["id": "x' OR 1 = 1", "arrival": count, "note": Optional("guest"), "city": nil]
        let nothing: String? = nil
        #expect(
            record.values
                == "\("x' OR 1 = 1"), (SELECT count(*) FROM guest WHERE city = \("tours")), \("guest"), \(nothing)"
        )
    }

    @Test func `upsert changes every column except the keys and the kept columns`() {
        #expect(
            record.upsert(on: "id")
                == "ON CONFLICT (id) DO UPDATE SET city = excluded.city, note = excluded.note, arrival = excluded.arrival"
        )
        #expect(
            record.upsert(on: "id", "city", keeping: ["arrival"])
                == "ON CONFLICT (id, city) DO UPDATE SET note = excluded.note"
        )
    }

    @Test func `an upsert can be limited to a row that differs`() {
        let record: SQLRecord = ["id": "a", "note": "b"]
        #expect(
            record.differs(from: "guest")
                == "(guest.id IS DISTINCT FROM excluded.id OR guest.note IS DISTINCT FROM excluded.note)"
        )
    }

    @Test func `a record can drop columns and add others`() {
        #expect(record.without(["id", "note"]).assignments == "city = \("tours"), arrival = \(3)")
        let both = record.without(["city"]).adding(["city": "lyon"])
        #expect(both.columns == "id, note, arrival, city")
        #expect(both.adding([:]).values == both.values)
    }

    @Test(arguments: Engine.allCases)
    func `one record inserts a row, upserts it and updates it`(engine: Engine) async throws {
        func guest(note: String?, arrival: Int) -> SQLRecord {
            ["id": "a", "city": "tours", "note": note, "arrival": arrival]
        }
        try await engine.withDatabase { database throws in
            let (first, second) = (guest(note: "first", arrival: 1), guest(note: nil, arrival: 2))
            let third = guest(note: "third", arrival: 3)
            let notes = try await database.write { transaction in
                var notes: [String?] = []
                for record in [first, second] {
                    let row = try transaction.row(
                        """
                        INSERT INTO guest (\(record.columns)) VALUES (\(record.values))
                        \(record.upsert(on: "id", keeping: ["arrival"])) RETURNING *
                        """
                    )
                    #expect(try row?.integer("arrival") == 1)
                    notes.append(try row?.optionalText("note"))
                }
                try transaction.execute("UPDATE guest SET \(third.without(["id"]).assignments) WHERE id = 'a'")
                let row = try transaction.row("SELECT * FROM guest")
                #expect(try row?.integer("arrival") == 3)
                notes.append(try row?.optionalText("note"))
                return notes
            }
            #expect(notes == ["first", nil, "third"])
        }
    }
}
