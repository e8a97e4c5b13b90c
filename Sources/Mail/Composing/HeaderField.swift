/// One header field, folded between its tokens so that lines stay within 76 octets where tokens allow it.
struct HeaderField {
    let name: String
    let tokens: [String]

    init(_ name: String, _ tokens: [String]) {
        self.name = name
        self.tokens = tokens
    }

    init(_ name: String, _ value: String) {
        self.init(name, [value])
    }

    var folded: String {
        var text = name + ":"
        var column = text.utf8.count
        for (number, token) in tokens.enumerated() {
            let isFolded = number > 0 && column + 1 + token.utf8.count > 76
            text += (isFolded ? "\r\n " : " ") + token
            column = (isFolded ? 0 : column) + 1 + token.utf8.count
        }
        return text
    }
}
