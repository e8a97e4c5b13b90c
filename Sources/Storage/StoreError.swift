/// An error of a store. It occurs only if something other than Hopdrink changed the database.
package enum StoreError: Error {
    case missing(table: String)
    case unreadable(column: String)
}
