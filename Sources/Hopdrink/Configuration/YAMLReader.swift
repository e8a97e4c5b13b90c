package import Domain
import Yams

/// Reads a YAML document into raw input: the values, all as text, with their locations. `19:00` is not a number here.
package enum YAMLReader {
    package static let maxBytes = 16 * 1_048_576

    /// Reads one non-empty document. Keeps both of two equal names, so that `InputDecoder` can report them.
    package static func read(_ bytes: some Collection<UInt8>) throws(FieldError) -> RawInput {
        guard bytes.count <= maxBytes else { throw FieldError("", .format("the file is larger than 16 MiB")) }
        let document = try YAMLDocument(try text(bytes))
        var expansion = YAMLExpansion(document)
        let written = try expansion.written()
        if case .null = written.content { throw FieldError("", .format("the file is empty")) }
        return written
    }

    private static func text(_ bytes: some Collection<UInt8>) throws(FieldError) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let repaired = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let location = repaired.firstIndex(of: "\u{FFFD}").map { SourceLocation(offset: $0, in: repaired) }
        throw FieldError("", .format("the file is not UTF-8 text from here on"), at: location)
    }
}

/// Converts nodes to raw input. Aliases repeat the nodes that they stand for, so both size and depth are limited.
private struct YAMLExpansion {
    private static let maxValues = 1_000_000
    private static let maxLevels = 30
    private let document: YAMLDocument
    private var count = 0

    init(_ document: YAMLDocument) {
        self.document = document
    }

    mutating func written() throws(FieldError) -> RawInput {
        guard let root = document.root else { return RawInput(.null) }
        return try written(root, level: 0)
    }

    private mutating func written(_ node: Node, level: Int) throws(FieldError) -> RawInput {
        let location = node.mark.map(SourceLocation.init)
        count += 1
        guard count <= Self.maxValues else { throw unreadable("aliases make the file too large here", location) }
        guard level <= Self.maxLevels else { throw unreadable("this is nested too deeply", location) }
        switch node {
        case .scalar(let scalar): return RawInput(scalar.isNull ? .null : .text(scalar.string), at: location)
        case .sequence(let nodes): return RawInput(.list(try list(nodes, level: level + 1)), at: location)
        case .mapping(let pairs): return RawInput(.fields(try fields(pairs, level: level + 1)), at: location)
        case .alias: return RawInput(.null, at: location)
        }
    }

    private func unreadable(_ sentence: String, _ location: SourceLocation?) -> FieldError {
        FieldError("", .format(sentence), at: location)
    }

    private mutating func list(_ nodes: Node.Sequence, level: Int) throws(FieldError) -> [RawInput] {
        var list: [RawInput] = []
        for node in nodes { list.append(try written(node, level: level)) }
        return list
    }

    private mutating func fields(_ pairs: Node.Mapping, level: Int) throws(FieldError) -> [RawInput.Field] {
        var fields: [RawInput.Field] = []
        for (key, value) in pairs {
            let location = key.mark.map(SourceLocation.init)
            guard case .scalar(let scalar) = key else { throw unreadable("a name must be a single value", location) }
            let name = location.flatMap(document.repeatedName) ?? scalar.string
            fields.append(RawInput.Field(name: name, location: location, value: try written(value, level: level)))
        }
        return fields
    }
}

extension Node.Scalar {
    fileprivate var isNull: Bool {
        style == .plain && ["", "~", "null"].contains(string)
    }
}
