import Foundation

/// What a process finds around itself, from which some defaults come.
struct ProcessEnvironment: Sendable {
    let environment: [String: String]
    let exists: @Sendable (_ path: String) -> Bool

    static let ofThisProcess = ProcessEnvironment(environment: ProcessInfo.processInfo.environment) {
        FileManager.default.fileExists(atPath: $0)
    }

    /// The daemon's folder for what it keeps: systemd's, or `var` in the working directory.
    var stateFolder: String { folder("STATE_DIRECTORY") ?? "var" }

    /// The folder for what goes with the process; only a service manager makes one.
    var runtimeFolder: String? { folder("RUNTIME_DIRECTORY") }

    /// The file with a secret that the service manager hands over.
    func credential(_ name: String) -> String? {
        guard let path = folder("CREDENTIALS_DIRECTORY").map({ "\($0)/\(name)" }), exists(path) else { return nil }
        return path
    }

    /// Several folders may stand there, with colons between them; ours is the first.
    private func folder(_ name: String) -> String? {
        environment[name]?.split(separator: ":").first.map(String.init)
    }
}
