import Foundation
import Testing

@testable import HopdrinkCommand

@Suite struct ServiceManagerTests {
    @Test(arguments: [false, true])
    func `the service manager receives every state`(isAbstract: Bool) throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: isAbstract ? "@hopdrink-\(UUID().uuidString)" : "\(folder.path)/notify")
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": receiver.name])
        manager.ready("Listening on 127.0.0.1:8080.")
        #expect(receiver.receive() == "READY=1\nSTATUS=Listening on 127.0.0.1:8080.")
        manager.alive()
        #expect(receiver.receive() == "WATCHDOG=1")
        manager.starting("Waiting.")
        #expect(receiver.receive() == "EXTEND_TIMEOUT_USEC=60000000\nSTATUS=Waiting.")
        manager.stopping()
        #expect(receiver.receive().hasPrefix("STOPPING=1\n"))
    }

    @Test(arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "/nowhere/notify"]])
    func `nothing is sent without a service manager`(environment: [String: String]) {
        ServiceManager(environment: environment).ready("Listening.")
    }

    @Test(arguments: [
        (["WATCHDOG_USEC": "30000000"], Duration.seconds(10)),
        (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], Duration.seconds(10)),
        (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil),
        (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
    ])
    func `the watchdog interval is a third of the limit for this process`(
        environment: [String: String], interval: Duration?
    ) {
        #expect(ServiceManager(environment: environment, process: 7).watchdogInterval == interval)
    }
}
