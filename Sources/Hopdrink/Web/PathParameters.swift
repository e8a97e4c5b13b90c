import Domain
import Hummingbird

extension RequestContext {
    /// The slug in the path; nil if it is not a valid slug.
    func slug(_ name: String) -> Slug? {
        parameters.get(name).flatMap { try? Slug(parsing: $0) }  // the reason for the error makes no difference
    }

    /// The identifier in the path. Throws `Failure.notFound` if it is not a valid identifier.
    func identifier<Subject>(_ name: String, of subject: Subject.Type) throws(Failure) -> Identifier<Subject> {
        guard let id = parameters.get(name).flatMap(Identifier<Subject>.init(parsing:)) else { throw .notFound }
        return id
    }

    /// The token in the path. Throws `Failure.notFound` if it is not a valid token.
    func token() throws(Failure) -> Token {
        guard let token = parameters.get("token").flatMap(Token.init(parsing:)) else { throw .notFound }
        return token
    }

    /// Returns the signed link in the path, whose signature is not verified yet.
    func signedLink() throws -> SignedLink {
        SignedLink(text: try parameters.require(RouteParameter.token))
    }
}
