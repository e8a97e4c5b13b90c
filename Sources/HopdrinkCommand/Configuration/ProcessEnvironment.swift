import Foundation

/// The environment of a process, from which some defaults derive.
struct ProcessEnvironment: Sendable {
    let environment: [String: String]
    let exists: @Sendable (_ path: String) -> Bool

    static let ofThisProcess = ProcessEnvironment(environment: ProcessInfo.processInfo.environment) {
        FileManager.default.fileExists(atPath: $0)
    }

    /// The folder for the daemon's persistent data: systemd's, or `var` in the working directory.
    var stateFolder: String { folder("STATE_DIRECTORY") ?? "var" }

    /// The folder for files that live as long as the process. Only a service manager creates one.
    var runtimeFolder: String? { folder("RUNTIME_DIRECTORY") }

    /// Returns the path of a secret from the service manager, or nil if there is none.
    func credential(_ name: String) -> String? {
        guard let path = folder("CREDENTIALS_DIRECTORY").map({ "\($0)/\(name)" }), exists(path) else { return nil }
        return path
    }

    /// The variable may contain several folders, separated by colons. Ours is the first.
    private func folder(_ name: String) -> String? {
        environment[name]?.split(separator: ":").first.map(String.init)
    }
}
