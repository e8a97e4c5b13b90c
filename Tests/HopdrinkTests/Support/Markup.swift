/// The parts of a page as a browser would see them. Reads only what our own templates write: quoted attributes, no
/// comments, `<script>` and `<style>` as plain text.
struct Markup: Sendable {
    struct Element: Sendable {
        let name: String
        let attributes: [String: String]
        /// The text of the element, with runs of white space joined.
        fileprivate(set) var text = ""

        subscript(_ attribute: String) -> String? { attributes[attribute] }
    }

    private(set) var elements: [Element] = []
    /// The names of elements that were closed wrongly or not at all.
    private(set) var unbalanced: [String] = []

    init(_ text: String) {
        var reader = Reader(text)
        var open: [Int] = []
        while let token = reader.next() {
            switch token {
            case .text(let text): for index in open { elements[index].text.unicodeScalars += text.unicodeScalars }
            case .open(let name, let attributes):
                elements.append(Element(name: name, attributes: attributes))
                if !Self.void.contains(name) { open.append(elements.count - 1) }
            case .close(let name):
                if let last = open.popLast(), elements[last].name == name { continue }
                unbalanced.append(name)
            }
        }
        unbalanced += open.map { elements[$0].name }
        for index in elements.indices { elements[index].text = elements[index].text.words }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func first(_ name: String) -> Element? { elements.first { $0.name == name } }

    subscript(id id: String) -> Element? { elements.first { $0["id"] == id } }

    func all(class word: String) -> [Element] {
        elements.filter { $0["class"]?.split(separator: " ").contains(Substring(word)) ?? false }
    }

    private static let void: Set<String> = ["meta", "link", "input", "br", "path", "img", "!doctype"]
}

extension Markup {
    fileprivate enum Token {
        case text(String)
        case open(String, [String: String])
        case close(String)
    }

    /// Reads scalars, not characters, as browsers do.
    fileprivate struct Reader {
        private var rest: Substring.UnicodeScalarView
        /// The element whose content is not markup.
        private var raw: String?

        init(_ text: String) {
            rest = Substring(text).unicodeScalars
        }

        mutating func next() -> Token? {
            guard let first = rest.first else { return nil }
            if let name = raw { return rawText(of: name) }
            guard first == "<" else { return .text(take { $0 != "<" }.entitiesDecoded) }
            rest.removeFirst()
            if rest.first == "/" {
                rest.removeFirst()
                defer { rest = rest.dropFirst() }
                return .close(take { $0 != ">" }.words)
            }
            return element()
        }

        private mutating func rawText(of name: String) -> Token {
            raw = nil
            var text = ""
            let end = "</\(name)"
            while !rest.isEmpty, String(rest.prefix(end.unicodeScalars.count)).lowercased() != end {
                text.unicodeScalars.append(rest.removeFirst())
            }
            return .text(text)
        }

        private mutating func element() -> Token {
            let name = take { !$0.properties.isWhitespace && $0 != ">" }.lowercased()
            var attributes: [String: String] = [:]
            while true {
                _ = take(while: \.properties.isWhitespace)
                guard let scalar = rest.first, scalar != ">" else { break }
                let key = take { !$0.properties.isWhitespace && !["=", ">", "/"].contains($0) }
                if key.isEmpty { rest.removeFirst() } else { attributes[key] = value() }
            }
            rest = rest.dropFirst()
            raw = ["script", "style"].contains(name) ? name : nil
            return .open(name, attributes)
        }

        private mutating func value() -> String {
            guard rest.first == "=" else { return "" }
            rest.removeFirst()
            guard rest.first == "\"" else { return take { !$0.properties.isWhitespace && $0 != ">" }.entitiesDecoded }
            rest.removeFirst()
            defer { rest = rest.dropFirst() }
            return take { $0 != "\"" }.entitiesDecoded
        }

        private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
            let taken = rest.prefix(while: condition)
            rest = rest[taken.endIndex...]
            return String(taken)
        }
    }
}

extension String {
    /// The text with its white space joined. No-break spaces are not white space in HTML.
    fileprivate var words: String {
        split { ([" ", "\t", "\n", "\r", "\r\n"] as Set<Character>).contains($0) }.joined(separator: " ")
    }

    fileprivate var entitiesDecoded: String {
        let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#96;": "`", "&amp;": "&"]
        var decoded = String.UnicodeScalarView()
        var rest = Substring(self).unicodeScalars
        while let scalar = rest.first {
            let end = rest.prefix(7).firstIndex(of: ";").map { rest.index(after: $0) } ?? rest.startIndex
            if scalar == "&", let meaning = entities[String(rest[..<end])] {
                decoded.append(contentsOf: meaning.unicodeScalars)
                rest = rest[end...]
            } else {
                decoded.append(rest.removeFirst())
            }
        }
        return String(decoded)
    }
}
