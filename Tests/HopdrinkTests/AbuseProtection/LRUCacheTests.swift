import Testing

@testable import Hopdrink

struct LRUCacheTests {
    @Test func `least recently used entry is evicted`() {
        var table = LRUCache<String, Int>(maximum: 3)
        for (value, key) in ["a", "b", "c"].enumerated() { table.set(value, for: key) }
        table.set(7, for: "a")
        table.set(8, for: "d")
        #expect(table.value(of: "b") == nil)
        #expect([table.value(of: "a"), table.value(of: "c"), table.value(of: "d")] == [7, 2, 8])
        table.set(9, for: "c")
        table.set(10, for: "e")
        #expect(table.value(of: "a") == nil)
        #expect(table.count == 3)
    }

    @Test func `capacity of one keeps the newest entry`() {
        var table = LRUCache<Int, Int>(maximum: 1)
        for number in 0..<10 {
            table.set(number, for: number)
            table.set(number + 1, for: number)
        }
        #expect(table.count == 1)
        #expect(table.value(of: 9) == 10 && table.value(of: 8) == nil)
    }

    @Test func `hundred thousand keys take no more room than a thousand`() {
        var table = LRUCache<Int, Int>(maximum: 1000)
        for number in 0..<100_000 { table.set(number, for: number) }
        #expect(table.count == 1000)
        #expect((99_000..<100_000).allSatisfy { table.value(of: $0) == $0 })
        #expect((0..<99_000).allSatisfy { table.value(of: $0) == nil })
    }

    @Test func `cache agrees with a simple list`() {
        var table = LRUCache<Int, Int>(maximum: 8)
        var order: [Int] = []
        var seed: UInt64 = 7
        for step in 0..<5000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let key = Int(seed >> 33) % 20
            table.set(step, for: key)
            order.removeAll { $0 == key }
            order.append(key)
            if order.count > 8 { order.removeFirst() }
            #expect(Set((0..<20).filter { table.value(of: $0) != nil }) == Set(order))
        }
    }

    @Test func `bytes of all values stay within the limit, and a larger value is not kept`() {
        var table = LRUCache<Int, Int>(maximum: 100, maxBytes: 1000)
        for number in 0..<200 {
            table.set(number, bytes: number, for: number)
            #expect(table.bytes <= 1000)
        }
        #expect(table.value(of: 199) == 199 && table.value(of: 100) == nil)
        #expect(table.set(0, bytes: 1001, for: 7).map { $0.key } == [7])
        #expect(table.value(of: 199) == 199)
        table.remove(199)
        table.set(1, bytes: 900, for: 1)
        #expect(table.count == 1 && table.bytes == 900)
    }

    @Test func `touched entry stays`() {
        var table = LRUCache<String, Int>(maximum: 2)
        table.set(1, for: "a")
        table.set(2, for: "b")
        table.touch("a")
        #expect(table.set(3, for: "c").map { $0.key } == ["b"])
        #expect(table.value(of: "a") == 1)
    }
}
