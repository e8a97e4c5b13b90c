package import Storage

/// The tables. Until 1.0 is tagged they are one migration, which may be edited; from then on the list only ever grows at
/// its end.
package enum Schema {
    package static let migrations = [
        Migration("version 1") { dialect in
            meetups(dialect) + daemons(dialect) + guests(dialect) + people(dialect) + letters(dialect) + mail(dialect)
        }
    ]
}
