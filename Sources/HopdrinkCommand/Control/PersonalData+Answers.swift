/// The person's address, and whether to erase their data.
struct ForgetOrder: Codable, Equatable {
    let address: String
    let erase: Bool
}

/// How much data about a person is stored, or was before it was erased.
struct ForgetReport: Codable, Equatable {
    struct Section: Codable, Equatable {
        let name: String
        let count: Int
    }

    let erased: Bool
    let sections: [Section]
    /// The paths of files and folders that can't be reached and may contain more data.
    var unreached: [String]?
    /// Other places that may contain the address, as sentences.
    var beyond: [String]?
}

extension ControlClient {
    private struct ExportOrder: Codable {
        let address: String
    }

    /// Returns the export exactly as the daemon wrote it.
    func export(of address: String) throws(ControlError) -> [UInt8] {
        try send("POST", "/personal-data/export", body: encode(ExportOrder(address: address)))
    }
}
