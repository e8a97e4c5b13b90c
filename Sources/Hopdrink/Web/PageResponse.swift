import Domain
import HTTPTypes
import Hummingbird

extension Pages {
    /// The page as an HTTP response.
    func response(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: page.layout.language,
        ]
        let body = ResponseBody(byteBuffer: ByteBuffer(string: html(page)))
        return Response(status: status, headers: headers, body: body)
    }
}

extension Response {
    /// Redirects to another page of this site after a form was accepted.
    static func seeOther(_ address: Address) -> Response {
        Response(status: .seeOther, headers: [.location: address.path])
    }

    /// Redirects from a URL without a language to the URL with the visitor's language.
    static func found(_ address: Address) -> Response {
        Response(status: .found, headers: [.location: address.path, .vary: "Accept-Language"])
    }
}
