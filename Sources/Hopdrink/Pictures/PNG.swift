import CZlib

/// The PNG format (ISO/IEC 15948) for pictures without transparency.
enum PNG {
    /// Returns nil if there is not enough memory.
    static func encode(_ canvas: Canvas) -> [UInt8]? {
        let rowBytes = canvas.width * 3
        var rows: [UInt8] = []
        rows.reserveCapacity((rowBytes + 1) * canvas.height)
        for row in 0..<canvas.height {
            rows.append(0)
            rows += canvas.bytes[row * rowBytes..<(row + 1) * rowBytes]
        }
        guard let data = deflated(rows) else { return nil }
        // Eight bits per channel, RGB, no interlacing. Compression and filter have only one possible value.
        let header = bigEndian(canvas.width) + bigEndian(canvas.height) + [8, 2, 0, 0, 0]
        return signature + chunk("IHDR", header) + chunk("IDAT", data) + chunk("IEND", [])
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return bigEndian(data.count) + body + bigEndian(Int(crc32(0, body, UInt32(body.count))))
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        var size = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        guard compress2(&output, &size, bytes, UInt(bytes.count), Z_BEST_COMPRESSION) == Z_OK else { return nil }
        return Array(output.prefix(Int(size)))
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
