import Domain
import HTTPTypes
import Hummingbird

extension Pages {
    /// The page as an answer.
    func response(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: page.layout.language,
        ]
        let body = ResponseBody(byteBuffer: ByteBuffer(string: html(page)))
        return Response(status: status, headers: headers, body: body)
    }
}

extension Response {
    /// Leads to another of our addresses, after a form that was taken.
    static func seeOther(_ address: Address) -> Response {
        Response(status: .seeOther, headers: [.location: address.path])
    }

    /// Leads from an address without a language to the one in the visitor's.
    static func found(_ address: Address) -> Response {
        Response(status: .found, headers: [.location: address.path, .vary: "Accept-Language"])
    }
}
