import HTTPTypes
import Testing

@testable import Hopdrink

struct FilesFeatureTests {
    /// Returns width and height from the header chunk of a PNG file (its specification, §11.2.2).
    private func size(_ bytes: [UInt8]) -> [Int] {
        [16..<20, 20..<24].map { bytes[$0].reduce(0) { $0 << 8 | Int($1) } }
    }

    @Test func `pictures have the sizes that pages and phones expect`() async throws {
        let site = try await TestSite()
        let markup = try await site.visitor.get("/en/tours").markup
        let stated = ["og:image:width", "og:image:height"].map { name in
            markup.all("meta").first { $0["property"] == name }?["content"]
        }
        for (path, expected) in [("/picture.png", [1200, 630]), ("/touch-icon.png", [180, 180])] {
            let bytes = try await site.visitor.get(path).bytes
            #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            #expect(size(Array(bytes)) == expected)
        }
        #expect(stated == ["1200", "630"])
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
