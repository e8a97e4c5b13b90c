import Foundation
import Glibc
import Logging
import Testing

@testable import HopdrinkCommand

@Suite struct JournalTests {
    @Test func `entries reach the journal's socket if standard error leads to the journal`() throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/journal")
        var status = stat()
        fstat(STDERR_FILENO, &status)
        let environment = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]
        let journal = try #require(Journal(environment: environment, path: receiver.name))
        journal.write(LogEntry(time: Date(), level: .error, sentence: "It burns.", metadata: [:]))
        let fields = try JournalFields(Array(receiver.receive().utf8))
        #expect(fields.values["MESSAGE"] == "It burns.")
        #expect(fields.values["PRIORITY"] == "3")
    }

    @Test(arguments: [[:], ["JOURNAL_STREAM": "0:0"], ["JOURNAL_STREAM": ""]])
    func `there is no journal if standard error does not lead to it`(environment: [String: String]) {
        #expect(Journal(environment: environment) == nil)
    }
}
