import Foundation

/// An estimate of a message's parts and header fields. A line that starts with `--` may begin a part. A line with a
/// colon may begin a field, which may include all lines up to the next empty line.
struct MIMELimits {
    private var delimiters = 0
    private var fieldLines = 0
    private var fieldBytes = 0
    private var colonsInField = 0
    private var isInFields = false

    var isOrdinary: Bool {
        delimiters <= 1_000 && fieldLines <= 20_000 && fieldBytes <= 1_000_000 && colonsInField <= 500
    }

    /// Counts until a limit is exceeded.
    init(_ message: UnsafeRawBufferPointer) {
        var rest = message
        while !rest.isEmpty, isOrdinary {
            let end = rest.position(of: UInt8(ascii: "\n")) ?? rest.count
            count(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            rest = UnsafeRawBufferPointer(rebasing: rest[min(end + 1, rest.count)...])
        }
    }

    private mutating func count(_ line: UnsafeRawBufferPointer) {
        guard let first = line.first, line.count > 1 || first != UInt8(ascii: "\r") else {
            isInFields = false
            return
        }
        if first == UInt8(ascii: "-"), line.count > 1, line[1] == first { delimiters += 1 }
        if first != UInt8(ascii: " "), first != UInt8(ascii: "\t") { colonsInField = 0 }
        countColons(line)
        guard isInFields else { return }
        fieldLines += 1
        fieldBytes += line.count
    }

    private mutating func countColons(_ line: UnsafeRawBufferPointer) {
        var rest = line
        while let colon = rest.position(of: UInt8(ascii: ":")), colonsInField <= 500 {
            isInFields = true
            colonsInField += 1
            rest = UnsafeRawBufferPointer(rebasing: rest[(colon + 1)...])
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Uses libc's search for speed: a message has millions of bytes.
    fileprivate func position(of byte: UInt8) -> Int? {
        guard let start = baseAddress, let found = memchr(start, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - start
    }
}
