import Synchronization

final class Flag: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool {
        raised.load(ordering: .sequentiallyConsistent)
    }

    func raise() {
        raised.store(true, ordering: .sequentiallyConsistent)
    }
}
