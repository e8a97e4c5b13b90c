import Dispatch

/// The glass of favicon.svg as pixels, for programs that show no SVG: link previews and home screens.
struct Pictures: Sendable {
    static let previewSize = (width: 1200, height: 630)
    private static let iconSize = 180

    /// The version of favicon.svg, which has the same shapes.
    let version: String

    /// Returns the picture that chats and social networks show beside a link. Throws if there is not enough memory.
    func preview() async throws -> SiteFile { versioned(try await Self.drawn { Self.preview }) }

    /// Returns the icon for a phone's home screen, which rounds the corners itself. Throws if there is not enough
    /// memory.
    func touchIcon() async throws -> SiteFile { versioned(try await Self.drawn { Self.touchIcon }) }

    private func versioned(_ file: SiteFile) -> SiteFile {
        var file = file
        file.version = version
        return file
    }

    /// Drawing takes a while, so it has its own queue. No cooperative thread draws or waits.
    private static let queue = DispatchQueue(label: "hopdrink.pictures")

    private static func drawn(
        _ picture: @escaping @Sendable () -> Result<SiteFile, any Error>
    ) async throws -> SiteFile {
        try await withCheckedThrowingContinuation { caller in
            queue.async { caller.resume(with: picture()) }
        }
    }

    // Each picture is drawn when somebody first asks for it.
    private static let preview = Result { try file(width: previewSize.width, height: previewSize.height, scale: 20) }
    private static let touchIcon = Result { try file(width: iconSize, height: iconSize, scale: Double(iconSize) / 32) }

    private static func file(width: Int, height: Int, scale: Double) throws -> SiteFile {
        guard let bytes = PNG.encode(glass(width: width, height: height, scale: scale)) else {
            throw TemplateError("picture.png", "cannot be drawn: there is no memory for it")
        }
        return SiteFile(bytes: bytes, mediaType: "image/png")
    }

    /// Draws the glass. The shapes are those of favicon.svg, in a square of 32.
    static func glass(width: Int, height: Int, scale: Double) -> Canvas {
        let left = (Double(width) - 32 * scale) / 2
        let top = (Double(height) - 31 * scale) / 2
        let wine = Outline(from: 11.5, 11).line(to: 20.5, 11).curve((20.2, 15.2), (18.5, 17), to: (16, 17))
            .curve((13.5, 17), (11.8, 15.2), to: (11.5, 11))
        let bowl = Outline(from: 11, 5).line(to: 21, 5).curve((22.3, 13), (20.7, 18), to: (16, 18))
            .curve((11.3, 18), (9.7, 13), to: (11, 5))
        let stem = Outline(from: 16, 18).line(to: 16, 25.5)
        let foot = Outline(from: 12, 26).line(to: 20, 26)
        var canvas = Canvas(width: width, height: height, Canvas.Colour(red: 0x7A, green: 0x1F, blue: 0x3B))
        canvas.fill(wine.placed(at: left, top, scale: scale), Canvas.Colour(red: 0xF0, green: 0xA3, blue: 0xB4))
        for line in [bowl, stem, foot] {
            let placed = line.placed(at: left, top, scale: scale)
            canvas.stroke(placed, width: 1.6 * scale, Canvas.Colour(red: 0xFF, green: 0xF8, blue: 0xF2))
        }
        return canvas
    }
}
