// swift-tools-version: 6.2
import PackageDescription

var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
// Warnings are errors in `make` and in CI only: a newer compiler that warns of more must not break an installation.
if Context.environment["HOPDRINK_WARNINGS"] == "errors" {
    settings.append(.treatAllWarnings(as: .error))
}

let package = Package(
    name: "hopdrink",
    products: [
        .executable(name: "hopdrink", targets: ["HopdrinkCommand"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibical", providers: [.apt(["libical-dev"])]),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CPostgres", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "ICalendar", dependencies: ["CLibical"], swiftSettings: settings),
        .target(name: "Mail", dependencies: ["CCurl", "CGMime"], swiftSettings: settings),
        .target(
            name: "Storage",
            dependencies: ["CPostgres", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings
        ),
        .target(
            name: "Hopdrink",
            dependencies: [
                "CZlib", "Domain", "ICalendar", "Mail", "Storage",
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "HopdrinkCommand",
            dependencies: [
                "Domain", "Hopdrink", "ICalendar", "Mail", "Storage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "DomainTests", dependencies: ["Domain", "ICalendar", "TestZones"], swiftSettings: settings),
        .testTarget(
            name: "ICalendarTests", dependencies: ["ICalendar", "TestProcesses", "TestZones"], swiftSettings: settings),
        .testTarget(
            name: "MailTests", dependencies: ["Mail", "TestProcesses"],
            exclude: [
                "Support/fault_server.py", "Support/imap_server.py", "Support/parse_message.py",
                "Support/read_messages.py",
            ],
            swiftSettings: settings),
        .target(
            name: "TestDatabases", dependencies: ["Storage"], path: "Tests/TestDatabases", swiftSettings: settings),
        .target(name: "TestProcesses", path: "Tests/TestProcesses", swiftSettings: settings),
        .target(
            name: "TestZones", dependencies: ["ICalendar"], path: "Tests/TestZones", exclude: ["zones.zi"],
            swiftSettings: settings),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "TestDatabases", "TestProcesses"], swiftSettings: settings),
        .testTarget(
            name: "HopdrinkTests",
            dependencies: [
                "CZlib", "Hopdrink", "TestDatabases", "TestZones", .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "HopdrinkCommandTests", dependencies: ["HopdrinkCommand"], swiftSettings: settings),
    ]
)
