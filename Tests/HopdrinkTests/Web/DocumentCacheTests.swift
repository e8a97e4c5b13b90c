import Synchronization
import Testing

@testable import Hopdrink

struct DocumentCacheTests {
    private typealias Cache = DocumentCache<String, Int>

    /// A gate that stops makers until it is opened.
    private actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private(set) var entered = 0

        func pass() async {
            entered += 1
            if !isOpen { await withCheckedContinuation { waiting.append($0) } }
        }

        func open() {
            isOpen = true
            waiting.forEach { $0.resume() }
            waiting = []
        }
    }

    /// Counts the tasks that are inside at the same time, and their maximum.
    private final class Crowd: Sendable {
        private let state = Mutex((now: 0, maximum: 0))
        var maximum: Int { state.withLock { $0.maximum } }

        func enter() {
            state.withLock { state in
                state.now += 1
                state.maximum = max(state.maximum, state.now)
            }
        }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    private struct Broken: Error {}

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private static func cache(
        bytes: Int = 1000, entries: Int = 100, makers: Int = 8, line: Int = 8
    ) -> Cache {
        Cache(CacheBounds(bytes: bytes, entries: entries, makers: makers, line: line))
    }

    /// Yields to other tasks until the condition is true.
    private func until(_ isSo: () async -> Bool) async {
        while await !isSo() { await Task.yield() }
    }

    private func get(
        _ cache: Cache, _ key: String = "a", _ verdict: Cache.Verdict = .fresh, bytes: Int = 10,
        subjects: Set<Subject> = [], made: Counter
    ) async throws -> Int {
        try await cache.value(for: key, judge: { _ in verdict }) {
            Cache.Made(value: made.next(), bytes: bytes, subjects: subjects)
        }
    }

    @Test func `hundred concurrent requests share one maker`() async throws {
        let (cache, gate, made) = (Self.cache(), Gate(), Counter())
        let values = try await withThrowingTaskGroup { group in
            for _ in 0..<100 {
                group.addTask {
                    try await cache.value(for: "a", judge: { _ in .fresh }) {
                        await gate.pass()
                        return Cache.Made(value: made.next(), bytes: 10)
                    }
                }
            }
            await until { cache.waiting == 99 }
            await gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: 1, count: 100) && made.value == 1)
        #expect(cache.waiting == 0 && cache.bytes == 10)
    }

    @Test func `concurrent makers of different keys are limited, and all requests are served`() async throws {
        let cache = Self.cache(makers: 2, line: 100)
        let crowd = Crowd()
        let values = try await withThrowingTaskGroup { group in
            for number in 0..<50 {
                group.addTask {
                    try await cache.value(for: "\(number % 25)", judge: { _ in .fresh }) {
                        crowd.enter()
                        for _ in 0..<10 { await Task.yield() }
                        crowd.leave()
                        return Cache.Made(value: number % 25, bytes: 1)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values.sorted() == (0..<50).map { $0 / 2 })
        #expect(crowd.maximum <= 2 && cache.waiting == 0)
    }

    @Test func `request is refused when the line is full`() async throws {
        let (cache, gate, made) = (Self.cache(makers: 1, line: 2), Gate(), Counter())
        try await withThrowingTaskGroup { group in
            for key in ["a", "b", "c"] {
                group.addTask {
                    _ = try await cache.value(for: key, judge: { _ in .fresh }) {
                        await gate.pass()
                        return Cache.Made(value: made.next(), bytes: 1)
                    }
                }
            }
            await until { cache.waiting == 2 }
            await #expect(throws: Cache.Crowded.self) { try await get(cache, "d", made: made) }
            await gate.open()
            try await group.waitForAll()
        }
        #expect(made.value == 3)
    }

    @Test func `failed maker fails its waiting requests, and the next request tries again`() async throws {
        let (cache, gate, made) = (Self.cache(), Gate(), Counter())
        let failures = await withTaskGroup { group in
            for _ in 0..<10 {
                group.addTask {
                    do {
                        _ = try await cache.value(for: "a", judge: { _ in .fresh }) {
                            await gate.pass()
                            throw Broken()
                        }
                        return false
                    } catch { return error is Broken }
                }
            }
            await until { cache.waiting == 9 }
            await gate.open()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures == Array(repeating: true, count: 10))
        #expect(await gate.entered == 1)
        #expect(try await get(cache, made: made) == 1)
    }

    @Test func `cancelled maker is replaced, and waiting requests can be cancelled`() async throws {
        let (cache, gate, made) = (Self.cache(), Gate(), Counter())
        let maker = Task {
            try await cache.value(for: "a", judge: { _ in .fresh }) {
                await gate.pass()
                try Task.checkCancellation()
                return Cache.Made(value: 99, bytes: 1)
            }
        }
        await until { await gate.entered == 1 }
        let (leaver, stayer) = (
            Task { try await get(cache, made: made) }, Task { try await get(cache, made: made) }
        )
        await until { cache.waiting == 2 }
        leaver.cancel()
        await #expect(throws: CancellationError.self) { try await leaver.value }
        maker.cancel()
        await gate.open()
        await #expect(throws: CancellationError.self) { try await maker.value }
        #expect(try await stayer.value == 1)
    }

    @Test func `bytes stay within the limit by evicting the least recently used entry`() async throws {
        let (cache, made) = (Self.cache(bytes: 1000), Counter())
        for number in 0..<500 {
            _ = try await get(cache, "\(number)", bytes: 100 + number % 100, made: made)
            #expect(cache.bytes <= 1000)
        }
        #expect(cache.count >= 5 && made.value == 500)
        _ = try await get(cache, "499", made: made)
        #expect(made.value == 500)
    }

    @Test func `entries stay within the limit, and a value that is too large is served and not kept`() async throws {
        let (cache, made) = (Self.cache(bytes: 1000, entries: 3), Counter())
        for number in 0..<10 { _ = try await get(cache, "\(number)", bytes: 1, made: made) }
        #expect(cache.count == 3)
        #expect(try await get(cache, "large", bytes: 251, made: made) == 11)
        #expect(cache.count == 3 && cache.bytes == 3)
    }

    @Test func `stale value is served while the next one is made`() async throws {
        let (cache, gate, made) = (Self.cache(), Gate(), Counter())
        #expect(try await get(cache, made: made) == 1)
        let maker = Task {
            try await cache.value(for: "a", judge: { _ in .stale }) {
                await gate.pass()
                return Cache.Made(value: made.next(), bytes: 1)
            }
        }
        await until { await gate.entered == 1 }
        #expect(try await get(cache, "a", .stale, made: made) == 1)
        await gate.open()
        #expect(try await maker.value == 2)
        #expect(try await get(cache, made: made) == 2)
    }

    @Test func `change removes only the values that show it`() async throws {
        let (cache, made) = (Self.cache(), Counter())
        let (tours, paris) = (Subject(name: "tours"), Subject(name: "paris"))
        _ = try await get(cache, "t", subjects: [tours], made: made)
        _ = try await get(cache, "p", subjects: [paris], made: made)
        _ = try await get(cache, "all", subjects: [tours, paris], made: made)
        cache.forget([tours])
        #expect(cache.count == 1)
        #expect(try await get(cache, "p", subjects: [paris], made: made) == 2)
        cache.forget([Subject(name: "rome")])
        #expect(cache.count == 1)
    }

    @Test func `value begun before a change is neither given to later requests nor kept`() async throws {
        let (cache, gate, made) = (Self.cache(), Gate(), Counter())
        let tours = Subject(name: "tours")
        let early = Task {
            try await cache.value(for: "a", judge: { _ in .fresh }) {
                let value = made.next()
                await gate.pass()
                return Cache.Made(value: value, bytes: 1, subjects: [tours])
            }
        }
        await until { await gate.entered == 1 }
        cache.forget([tours])
        let late = Task { try await get(cache, subjects: [tours], made: made) }
        await until { cache.waiting == 1 }
        await gate.open()
        #expect(try await early.value == 1)
        #expect(try await late.value == 2)
        #expect(try await get(cache, made: made) == 2)
    }
}
