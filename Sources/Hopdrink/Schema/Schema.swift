package import Storage

/// The database's tables. Until 1.0 is tagged they are one migration, which may be edited; after that, migrations are
/// only added at the end of the list.
package enum Schema {
    package static let migrations = [
        Migration("version 1") { dialect in
            meetups(dialect) + daemons(dialect) + guests(dialect) + people(dialect) + letters(dialect) + mail(dialect)
        }
    ]
}
