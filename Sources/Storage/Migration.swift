/// One step of the schema. A released migration is never edited.
package struct Migration: Sendable {
    let name: String
    let statements: @Sendable (Dialect) -> [SQL]

    package init(_ name: String, statements: @escaping @Sendable (Dialect) -> [SQL]) {
        self.name = name
        self.statements = statements
    }
}
