import Domain
import Storage
import Testing

@testable import HopdrinkCommand

@Suite struct ServeFailureTests {
    @Test(arguments: [
        (DatabaseError.newerSchema(migration: "9"), 78), (.migrationOutOfOrder(migration: "9"), 78), (.inUse, 75),
        (.cannotOpen(path: "/srv", reason: "no"), 74), (.damaged, 74), (.closed, 70), (.olderSchema, 78),
        (.refused(code: "28P01"), 77), (.refused(code: "28000"), 77), (.refused(code: "3D000"), 78),
        (.forbidden(message: ""), 77), (.wrongEncoding("LATIN1"), 78), (.foreignTables(example: "x"), 78),
    ])
    func `the service manager restarts the daemon if that may help`(error: DatabaseError, exitCode: Int) {
        #expect(Int(ServeFailure(error).exitCode) == exitCode)
    }

    @Test func `a field error at the start counts as a configuration error`() {
        let failure = ServeFailure(FieldError("mail.relay.password_file", .missing))
        #expect(failure.exitCode == 78)
        #expect("\(failure.sentence)".contains("`mail.relay.password_file` is missing"))
    }
}
