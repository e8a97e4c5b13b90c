import Domain

/// A complete HTTP/1.1 response, as it arrives with `Connection: close`.
struct HTTPResponse {
    let bytes: [UInt8]

    /// Nil if the bytes are not a response.
    var status: Int? {
        let words = bytes.prefix { $0 != 0x0D }.split(separator: 0x20)
        guard words.count >= 2, words[0].starts(with: "HTTP/1.".utf8), words[1].count == 3 else { return nil }
        return digits(words[1])
    }

    /// Nil if the response is incomplete.
    var body: [UInt8]? {
        let separator: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let end = bytes.firstRange(of: separator) else { return nil }
        let body = bytes[end.upperBound...]
        guard let length = contentLength(in: bytes[..<end.lowerBound]) else { return Array(body) }
        return body.count < length ? nil : Array(body.prefix(length))
    }

    private func contentLength(in head: ArraySlice<UInt8>) -> Int? {
        let name = "content-length:"
        let lines = String(decoding: head, as: UTF8.self).utf8.split { $0 == 0x0D || $0 == 0x0A }
        let texts = lines.map { String(decoding: $0, as: UTF8.self).lowercased() }
        return texts.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count).description.trimmed) }
    }
}
