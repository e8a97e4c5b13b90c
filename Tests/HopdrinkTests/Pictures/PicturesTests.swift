import CZlib
import HTTPTypes
import Testing

@testable import Hopdrink

struct PicturesTests {
    private let wine: [UInt8] = [0x7A, 0x1F, 0x3B]
    private let white: [UInt8] = [0xFF, 0xF8, 0xF2]
    private let blush: [UInt8] = [0xF0, 0xA3, 0xB4]

    private func pixel(_ canvas: Canvas, _ x: Int, _ y: Int) -> [UInt8] {
        let index = (y * canvas.width + x) * 3
        return Array(canvas.bytes[index..<index + 3])
    }

    @Test func `glass is drawn on a wine-red background`() {
        let canvas = Pictures.glass(width: 180, height: 180, scale: 5)
        #expect(pixel(canvas, 0, 0) == wine && pixel(canvas, 179, 179) == wine)
        // The square of 32 begins at 10 from the left and 12.5 from the top.
        #expect(pixel(canvas, 90, 12 + 13 * 5) == blush)
        #expect(pixel(canvas, 90, 12 + 22 * 5) == white)
        #expect(pixel(canvas, 90, 12 + 8 * 5) == wine)
    }

    @Test func `edges are antialiased`() {
        let (black, white) = (Canvas.Colour(red: 0, green: 0, blue: 0), Canvas.Colour(red: 255, green: 255, blue: 255))
        var canvas = Canvas(width: 20, height: 20, black)
        let square = Outline(from: 5.5, 5.5).line(to: 14.5, 5.5).line(to: 14.5, 14.5).line(to: 5.5, 14.5).closed
        canvas.fill(square, white)
        #expect(pixel(canvas, 10, 10)[0] == 255 && pixel(canvas, 2, 10)[0] == 0)
        #expect((120...135).contains(pixel(canvas, 5, 10)[0]))
        var other = Canvas(width: 20, height: 20, black)
        other.stroke(Outline(from: 4, 10).line(to: 16, 10), width: 4, white)
        #expect(pixel(other, 10, 9)[0] == 255 && pixel(other, 10, 13)[0] == 0 && pixel(other, 19, 10)[0] == 0)
    }

    @Test func `encoded picture decodes to the same pixels`() throws {
        let canvas = Pictures.glass(width: 40, height: 30, scale: 1)
        let bytes = try #require(PNG.encode(canvas))
        #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        var chunks: [String: [UInt8]] = [:]
        var rest = bytes.dropFirst(8)
        while !rest.isEmpty {
            let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let body = Array(rest.dropFirst(4).prefix(4 + size))
            let sum = rest.dropFirst(8 + size).prefix(4).reduce(0) { $0 << 8 | UInt($1) }
            #expect(crc32(0, body, UInt32(body.count)) == sum)
            chunks[String(decoding: body.prefix(4), as: UTF8.self)] = Array(body.dropFirst(4))
            rest = rest.dropFirst(12 + size)
        }
        #expect(chunks["IHDR"] == [0, 0, 0, 40, 0, 0, 0, 30, 8, 2, 0, 0, 0] && chunks["IEND"] == [])
        let data = try #require(chunks["IDAT"])
        var rows = [UInt8](repeating: 0, count: 30 * 121)
        var size = UInt(rows.count)
        #expect(uncompress(&rows, &size, data, UInt(data.count)) == Z_OK && size == 30 * 121)
        let pixels = (0..<30).flatMap { rows[$0 * 121 + 1..<($0 + 1) * 121] }
        #expect(pixels == canvas.bytes)
    }

    @Test func `pictures are served like the stylesheet, and pages link to them`() async throws {
        let site = try await TestSite()
        let markup = try await site.visitor.get("/en/tours").markup
        let picture = try #require(markup.all("meta").first { $0["property"] == "og:image" }?["content"])
        #expect(picture.hasPrefix("https://hopdrink.test/picture.png?v="))
        let icon = try #require(markup.all("link").first { $0["rel"] == "apple-touch-icon" }?["href"])
        for path in [String(picture.dropFirst("https://hopdrink.test".count)), icon] {
            let answer = try await site.visitor.get(path)
            #expect(answer.status == .ok && answer.headers[.contentType] == "image/png")
            #expect(answer.headers[.cacheControl]?.contains("immutable") == true && answer.bytes.count < 60_000)
            let tag = try #require(answer.headers[.eTag])
            #expect(try await site.visitor.get(path, headers: [.ifNoneMatch: tag]).status == .notModified)
        }
    }
}
