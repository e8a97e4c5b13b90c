/// Whose data, and whether they go.
struct ForgetOrder: Codable, Equatable {
    let address: String
    let erase: Bool
}

/// How much is held of an address, or was.
struct ForgetReport: Codable, Equatable {
    struct Section: Codable, Equatable {
        let name: String
        let count: Int
    }

    let erased: Bool
    let sections: [Section]
    /// The paths of files and folders that may hold more and can't be reached.
    var unreached: [String]?
    /// Where else the address may stand, as sentences.
    var beyond: [String]?
}

extension ControlClient {
    private struct ExportOrder: Codable {
        let address: String
    }

    /// The document as the daemon wrote it.
    func export(of address: String) throws(ControlError) -> [UInt8] {
        try send("POST", "/personal-data/export", body: encode(ExportOrder(address: address)))
    }
}
