import Synchronization

/// What is dear to make and the same for many, kept in memory within a bound in bytes: a least-recently-used cache.
///
/// Each key has one maker at a time (single flight): who asks meanwhile waits for it, or is given the former value where
/// the cache's user says that it will do. A maker that fails leaves nothing behind; one that is cancelled hands over to
/// the next who waits. So many are made at once and no more, whatever strangers ask for; others wait in line, and when
/// that is long too, they are told to come again.
final class DocumentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// What a maker made.
    struct Made: Sendable {
        let value: Value
        let bytes: Int
        /// What it shows: with a change of any of these it is forgotten.
        var subjects: Set<Subject> = []
    }

    /// What the cache's user says of a value it kept.
    enum Verdict: Sendable {
        case fresh
        /// Good enough as long as somebody is making the next.
        case stale
        case outdated
    }

    /// Too many wait for their turn.
    struct Crowded: Error {}

    private enum News: Sendable {
        case made(Value, begun: ContinuousClock.Instant, isOutdated: Bool)
        case failed(any Error)
        /// The maker gave up, or it is this one's turn.
        case lookAgain
        case crowded
    }

    private struct Flight {
        let begun: ContinuousClock.Instant
        var waiting: [Int: CheckedContinuation<News, Never>] = [:]
        /// What changed since it began.
        var changes: Set<Subject> = []
    }

    private struct State {
        var kept: LRUCache<Key, Made>
        var keysShowing: [Subject: Set<Key>] = [:]
        var flights: [Key: Flight] = [:]
        var line: [Int: CheckedContinuation<News, Never>] = [:]
        var firstInLine = 0
        var lastTicket = 0
    }

    private enum Step {
        case kept(Value)
        case make
        case wait
    }

    let bounds: CacheBounds
    private let state: Mutex<State>

    init(_ bounds: CacheBounds) {
        self.bounds = bounds
        state = Mutex(State(kept: LRUCache(maximum: bounds.entries, maxBytes: bounds.bytes)))
    }

    /// How many bytes are kept, by what the makers said.
    var bytes: Int { state.withLock { $0.kept.bytes } }
    var count: Int { state.withLock { $0.kept.count } }
    /// How many wait for a maker or for their turn.
    var waiting: Int { state.withLock { $0.line.count + $0.flights.values.reduce(0) { $0 + $1.waiting.count } } }

    /// The value that is kept if it is fresh, else a new one; never one that began to be made before `subjects` of it
    /// changed and this was called after.
    func value(
        for key: Key, judge: (Value) -> Verdict, make: () async throws -> Made
    ) async throws -> Value {
        let arrival = ContinuousClock.now
        var isCalled = false
        while true {
            let step = next(for: key, judge)
            if case .make = step { return try await fly(key, make) }
            // Whose turn it is and who makes nothing lets the next have it.
            if isCalled { state.withLock { Self.callNext(in: &$0) } }
            if case .kept(let value) = step { return value }
            isCalled = false
            switch await news(of: key) {
            case .made(let value, let begun, let isOutdated):
                // Who came before it began can't ask for anything newer.
                if begun >= arrival || (!isOutdated && judge(value) != .outdated) { return value }
            case .failed(let error): throw error
            case .crowded: throw Crowded()
            case .lookAgain: isCalled = true
            }
            if Task.isCancelled {
                state.withLock { Self.callNext(in: &$0) }
                throw CancellationError()
            }
        }
    }

    /// Forgets what shows any of these, and what of it is being made.
    func forget(_ subjects: Set<Subject>) {
        state.withLock { state in
            for subject in subjects {
                for key in state.keysShowing[subject] ?? [] { Self.remove(key, from: &state) }
            }
            for key in state.flights.keys { state.flights[key]?.changes.formUnion(subjects) }
        }
    }

    private func next(for key: Key, _ judge: (Value) -> Verdict) -> Step {
        state.withLock { state in
            if let made = state.kept.value(of: key) {
                let verdict = judge(made.value)
                if verdict == .fresh || (verdict == .stale && state.flights[key] != nil) {
                    state.kept.touch(key)
                    return .kept(made.value)
                }
            }
            guard state.flights[key] == nil, state.flights.count < bounds.makers else { return .wait }
            state.flights[key] = Flight(begun: .now)
            return .make
        }
    }

    private func fly(_ key: Key, _ make: () async throws -> Made) async throws -> Value {
        do {
            let made = try await make()
            land(key, made)
            return made.value
        } catch {
            let isCancelled = error is CancellationError || Task.isCancelled
            end(key, telling: isCancelled ? .lookAgain : .failed(error))
            throw error
        }
    }

    private func land(_ key: Key, _ made: Made) {
        state.withLock { state in
            guard let flight = state.flights.removeValue(forKey: key) else { return }
            let isOutdated = !flight.changes.isDisjoint(with: made.subjects)
            if isOutdated || bounds.largest < made.bytes {
                Self.remove(key, from: &state)
            } else {
                Self.keep(made, for: key, in: &state)
            }
            let news = News.made(made.value, begun: flight.begun, isOutdated: isOutdated)
            for caller in flight.waiting.values { caller.resume(returning: news) }
            Self.callNext(in: &state)
        }
    }

    private func end(_ key: Key, telling news: News) {
        state.withLock { state in
            let flight = state.flights.removeValue(forKey: key)
            for caller in (flight?.waiting ?? [:]).values { caller.resume(returning: news) }
            Self.callNext(in: &state)
        }
    }

    private static func keep(_ made: Made, for key: Key, in state: inout State) {
        remove(key, from: &state)
        for (key, made) in state.kept.set(made, bytes: made.bytes, for: key) {
            forget(key, of: made.subjects, in: &state)
        }
        for subject in made.subjects { state.keysShowing[subject, default: []].insert(key) }
    }

    private static func remove(_ key: Key, from state: inout State) {
        if let made = state.kept.remove(key) { forget(key, of: made.subjects, in: &state) }
    }

    private static func forget(_ key: Key, of subjects: Set<Subject>, in state: inout State) {
        for subject in subjects {
            state.keysShowing[subject]?.remove(key)
            if state.keysShowing[subject]?.isEmpty == true { state.keysShowing[subject] = nil }
        }
    }
}

extension DocumentCache {
    /// Waits for who makes it, or else for a turn to do so.
    private func news(of key: Key) async -> News {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let news = state.withLock { enter(key, ticket, caller, &$0) }
                if let news { caller.resume(returning: news) }
            }
        } onCancel: {
            leave(key, ticket)
        }
    }

    private func enter(
        _ key: Key, _ ticket: Int, _ caller: CheckedContinuation<News, Never>, _ state: inout State
    ) -> News? {
        if Task.isCancelled { return .lookAgain }
        if state.flights[key] != nil {
            state.flights[key]?.waiting[ticket] = caller
        } else if state.flights.count < bounds.makers {
            return .lookAgain
        } else if state.line.count < bounds.line {
            state.firstInLine = state.line.isEmpty ? ticket : min(ticket, state.firstInLine)
            state.line[ticket] = caller
        } else {
            return .crowded
        }
        return nil
    }

    private func leave(_ key: Key, _ ticket: Int) {
        state.withLock { state in
            let waiter = state.flights[key]?.waiting.removeValue(forKey: ticket)
            let caller = waiter ?? state.line.removeValue(forKey: ticket)
            caller?.resume(returning: .lookAgain)
        }
    }

    /// Whoever waits longest in line may look again. Tickets grow, so that the search never goes back.
    private static func callNext(in state: inout State) {
        while !state.line.isEmpty, state.firstInLine <= state.lastTicket {
            let caller = state.line.removeValue(forKey: state.firstInLine)
            state.firstInLine += 1
            if let caller { return caller.resume(returning: .lookAgain) }
        }
    }
}

/// What a page or a document shows, and a write changes.
struct Subject: Hashable, Sendable {
    let name: String
}
