import Synchronization

/// A least-recently-used (LRU) cache, with a limit in bytes, for documents that are expensive to make and that many
/// clients share.
///
/// Only one task makes the value of a key at a time (single flight). Other callers wait for it, or receive the old
/// value if the caller's `judge` says that it is good enough. A maker that fails stores nothing; a maker that is
/// cancelled hands over to the next waiting caller. `bounds` limits how many values are made at once, whatever clients
/// ask for. Other callers wait in line, and when the line is full too, they get `Crowded`.
final class DocumentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// The result of a maker.
    struct Made: Sendable {
        let value: Value
        let bytes: Int
        /// The subjects that the value shows. A change of any of them removes it from the cache.
        var subjects: Set<Subject> = []
    }

    /// The caller's judgement of a cached value.
    enum Verdict: Sendable {
        case fresh
        /// Good enough while another task makes the next value.
        case stale
        case outdated
    }

    /// Too many callers are waiting.
    struct Crowded: Error {}

    private enum News: Sendable {
        case made(Value, begun: ContinuousClock.Instant, isOutdated: Bool)
        case failed(any Error)
        /// The maker was cancelled, or it is this caller's turn.
        case lookAgain
        case crowded
    }

    private struct Flight {
        let begun: ContinuousClock.Instant
        var waiting: [Int: CheckedContinuation<News, Never>] = [:]
        /// The subjects that changed since this flight began.
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

    /// The total size of the cached values, in bytes, as reported by the makers.
    var bytes: Int { state.withLock { $0.kept.bytes } }
    var count: Int { state.withLock { $0.kept.count } }
    /// The number of callers that wait for a maker or in line.
    var waiting: Int { state.withLock { $0.line.count + $0.flights.values.reduce(0) { $0 + $1.waiting.count } } }

    /// Returns the cached value if it is fresh, else a new value. Never returns a value whose making began before a
    /// change of its `subjects` that came before this call.
    func value(
        for key: Key, judge: (Value) -> Verdict, make: () async throws -> Made
    ) async throws -> Value {
        let arrival = ContinuousClock.now
        var isCalled = false
        while true {
            let step = next(for: key, judge)
            if case .make = step { return try await fly(key, make) }
            // A caller that had its turn but makes nothing passes the turn on.
            if isCalled { state.withLock { Self.callNext(in: &$0) } }
            if case .kept(let value) = step { return value }
            isCalled = false
            switch await news(of: key) {
            case .made(let value, let begun, let isOutdated):
                // A caller that came before the flight began cannot ask for anything newer.
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

    /// Removes the values that show any of these subjects. Values of them that are being made now are not stored.
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
    /// Waits for the current maker of the key or, if there is none, for a turn to make the value.
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

    /// Lets the caller that has waited longest in line look again. Ticket numbers only grow, so the search never goes
    /// back.
    private static func callNext(in state: inout State) {
        while !state.line.isEmpty, state.firstInLine <= state.lastTicket {
            let caller = state.line.removeValue(forKey: state.firstInLine)
            state.firstInLine += 1
            if let caller { return caller.resume(returning: .lookAgain) }
        }
    }
}

/// Something that a page or document shows and that a write changes.
struct Subject: Hashable, Sendable {
    let name: String
}
