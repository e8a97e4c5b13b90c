/// Rows of text in aligned columns.
struct TextTable {
    let rows: [[String]]

    var text: String {
        let widths = rows.reduce(into: [Int]()) { widths, row in
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            let cells = row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }
            return cells.joined(separator: "  ").trimmingTail + "\n"
        }.joined()
    }
}

extension String {
    fileprivate var trimmingTail: Substring {
        lastIndex { $0 != " " }.map { self[...$0] } ?? ""
    }
}
