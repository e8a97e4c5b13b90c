import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Hopdrink

/// Compares the OpenAPI document with the schemas by which JSON is read and with the routes.
struct OpenAPITests {
    private let document: OpenAPIDocument

    init() throws {
        document = try OpenAPIDocument()
    }

    private static let bodies: [String: JSONSchema] = [
        "createMeetup": .newMeetup, "changeMeetup": .meetupChange, "cancelMeetup": .cancellation,
        "createRSVP": .newRSVP, "createSeries": .newSeries, "changeSeries": .seriesChange,
        "cancelSeries": .cancellation, "addMeetup": .addedMeetup,
    ]

    @Test(arguments: bodies.keys.sorted())
    func `document describes a request body as its decoder enforces it`(operation: String) throws {
        let table = try #require(Self.bodies[operation])
        let found = try #require(document.operations.first { $0.id == operation })
        let body = try #require(found.body)
        let content = try #require(body.field("content"))
        #expect(content.names == ["application/json"])
        let schema = try #require(content.field("application/json")?.field("schema"))
        #expect(document.described(schema) == document.described(table.document))
    }

    @Test func `no other operation has a body, and only cancellations may omit theirs`() {
        let withBody = document.operations.filter { $0.body != nil }
        #expect(Set(withBody.map(\.id)) == Set(Self.bodies.keys))
        let optional = withBody.filter { $0.body?.field("required")?.plain == "false" }.map(\.id)
        #expect(optional.sorted() == ["cancelMeetup", "cancelSeries"])
        let required = withBody.filter { $0.body?.field("required")?.plain == "true" }
        #expect(required.count == withBody.count - 2)
    }

    @Test func `document describes query parameters as their decoder enforces them`() throws {
        guard case .object(let members) = JSONSchema.dates else { return }
        let asked = document.operations.filter { operation in operation.parameters.contains { $0.place == "query" } }
        #expect(asked.map(\.id) == ["listDates"])
        let query = try #require(asked.first).parameters.filter { $0.place == "query" }
        #expect(query.map(\.name).sorted() == members.map(\.name).sorted())
        for member in members {
            let parameter = try #require(query.first { $0.name == member.name })
            #expect(parameter.isRequired == member.isRequired)
            #expect(document.described(parameter.schema) == document.described(member.schema.document))
        }
    }

    @Test func `document describes path parameters as they are parsed`() throws {
        for operation in document.operations {
            let names = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                $0.dropFirst().dropLast()
            }
            let parameters = operation.parameters.filter { $0.place == "path" }
            #expect(parameters.map(\.name) == names.map(String.init))
            for parameter in parameters {
                let described = document.described(parameter.schema)
                if parameter.name == "city" {
                    #expect(described == document.described(JSONSchema.slug.document))
                } else {
                    let pattern = try #require(document.resolved(parameter.schema).field("pattern")?.plain)
                    try expectIdentifiers(pattern)
                }
            }
        }
    }

    private func expectIdentifiers(_ pattern: String) throws {
        let expression = try Regex(pattern)
        for scalar in (0x20..<0x7F).compactMap(Unicode.Scalar.init) {
            let text = String(repeating: String(scalar), count: 26)
            #expect((Meetup.ID(parsing: text) != nil) == (try expression.wholeMatch(in: text) != nil))
        }
        for count in [0, 25, 27] {
            let text = String(repeating: "0", count: count)
            #expect(try Meetup.ID(parsing: text) == nil && expression.wholeMatch(in: text) == nil)
        }
    }

    @Test func `document and site have the same routes`() async throws {
        let site = try await TestSite()
        let router = site.app.router()
        let served = router.routes.map { "\($0.method.rawValue) \(Self.shape("\($0.path)"))" }
            .filter { $0.contains(" /api/v1/") && !$0.hasPrefix("HEAD ") }
        let described = document.operations.map { "\($0.method) /api/v1\(Self.shape($0.path))" }
        #expect(served.sorted() == described.sorted())
    }

    /// Returns a path without the names of its parameters.
    private static func shape(_ path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix(":") || $0.hasPrefix("{") ? "/*" : "/\($0)" }.joined()
    }

    @Test func `every operation lists its possible responses`() throws {
        for operation in document.operations {
            let mayFail = operation.answers.map(\.status).filter { $0 >= 400 }
            var expected: Set = [400, 500, 503]
            if operation.method != "GET" { expected.insert(403) }
            if operation.path.contains("{") { expected.insert(404) }
            if operation.isForOrganisers { expected.insert(401) }
            if operation.body != nil { expected.formUnion([413, 415, 422]) }
            if operation.parameters.contains(where: { $0.place == "query" }) { expected.insert(422) }
            if operation.path.contains("{"), operation.method != "GET" { expected.insert(409) }
            if operation.id == "createRSVP" { expected.insert(429) }
            #expect(Set(mayFail) == expected, "\(operation.id)")
            #expect(operation.answers.contains { (200...204).contains($0.status) }, "\(operation.id)")
        }
    }

    @Test func `every error response is problem JSON with the headers of its status`() throws {
        for operation in document.operations {
            for answer in operation.answers where answer.status >= 400 {
                #expect(answer.content.field("content")?.names == ["application/problem+json"])
                let headers = answer.content.field("headers")?.names ?? []
                switch answer.status {
                case 401: #expect(headers == ["WWW-Authenticate"])
                case 429, 503: #expect(headers == ["Retry-After"])
                default: #expect(headers.isEmpty)
                }
            }
        }
    }

    @Test func `operations that require a token are the ones that ask for it`() async throws {
        let site = try await TestSite()
        for operation in document.operations {
            let path =
                "/api/v1" + operation.path.split(separator: "/").map { $0.hasPrefix("{") ? "/0" : "/\($0)" }.joined()
            let method = try #require(HTTPRequest.Method(rawValue: operation.method))
            let answer = try await site.visitor.ask(method, path)
            #expect((answer.status == .unauthorized) == operation.isForOrganisers, "\(operation.id)")
        }
    }
}

/// The served OpenAPI file, with the parts that tests need.
struct OpenAPIDocument {
    struct Parameter {
        let name: String
        let place: String
        let isRequired: Bool
        let schema: RawInput
    }

    struct Answer {
        let status: Int
        let content: RawInput
    }

    struct Operation {
        let id: String
        let method: String
        let path: String
        let parameters: [Parameter]
        let body: RawInput?
        let answers: [Answer]
        let isForOrganisers: Bool
    }

    private let root: RawInput
    private(set) var operations: [Operation] = []

    init() throws {
        root = try YAMLReader.read(Data(contentsOf: URL(filePath: "\(Samples.templates)/openapi.yaml")))
        let paths = try #require(root.field("paths"))
        operations = try paths.members.flatMap { path in
            try path.value.members.filter { $0.name != "parameters" }.map {
                try operation($0.name, path.name, $0.value, path.value.field("parameters")?.items ?? [])
            }
        }
    }

    private func operation(
        _ method: String, _ path: String, _ written: RawInput, _ shared: [RawInput]
    ) throws -> Operation {
        let parameters = try (shared + (written.field("parameters")?.items ?? [])).map { try parameter(resolved($0)) }
        return Operation(
            id: try #require(written.field("operationId")?.plain), method: method.uppercased(), path: path,
            parameters: parameters, body: written.field("requestBody").map(resolved),
            answers: try #require(written.field("responses")).members.compactMap { answer in
                Int(answer.name).map { Answer(status: $0, content: resolved(answer.value)) }
            },
            // An empty requirement beside another one means that a token is optional.
            isForOrganisers: written.field("security").map { $0.items.allSatisfy { !$0.members.isEmpty } } ?? false
        )
    }

    private func parameter(_ written: RawInput) throws -> Parameter {
        Parameter(
            name: try #require(written.field("name")?.plain), place: try #require(written.field("in")?.plain),
            isRequired: written.field("required")?.plain == "true", schema: try #require(written.field("schema"))
        )
    }

    /// Returns the target of a reference merged with the fields beside it. Returns any other value as it is.
    func resolved(_ written: RawInput) -> RawInput {
        guard let reference = written.field("$ref")?.plain else { return written }
        let target = reference.split(separator: "/").dropFirst().reduce(root) { part, name in
            part?.field(String(name))
        }
        let beside = written.members.filter { $0.name != "$ref" }
        return RawInput(.fields((target.map { resolved($0).members } ?? []) + beside))
    }

    /// Returns a schema without descriptive texts, with its references resolved and its members sorted.
    func described(_ schema: RawInput) -> String {
        let words = ["description", "example", "default", "title"]
        let members = resolved(schema).members.filter { !words.contains($0.name) }.map { member in
            switch member.name {
            case "properties":
                "properties={\(member.value.members.map { "\($0.name):\(described($0.value))" }.sorted())}"
            case "items": "items=\(described(member.value))"
            case "required", "enum": "\(member.name)=\(member.value.items.compactMap(\.plain).sorted())"
            default: "\(member.name)=\(member.value.canonicalText)"
            }
        }
        return "{\(members.sorted().joined(separator: ", "))}"
    }
}

extension RawInput {
    fileprivate var members: [Field] {
        if case .fields(let fields) = content { fields } else { [] }
    }

    fileprivate var names: [String] { members.map(\.name) }

    fileprivate var items: [RawInput] {
        if case .list(let items) = content { items } else { [] }
    }

    fileprivate var plain: String? {
        if case .text(let text) = content { text } else { nil }
    }
}
