/// A bitmap on which outlines are drawn with anti-aliasing: a pixel at an edge gets as much of the colour as the edge
/// covers.
struct Canvas: Sendable {
    struct Colour: Sendable {
        let red: UInt8
        let green: UInt8
        let blue: UInt8
    }

    let width: Int
    let height: Int
    /// The pixels row by row, three bytes per pixel.
    private(set) var bytes: [UInt8]

    init(width: Int, height: Int, _ ground: Colour) {
        self.width = width
        self.height = height
        let row = (0..<width * 3).map { [ground.red, ground.green, ground.blue][$0 % 3] }
        bytes = Array(repeatElement(row, count: height).joined())
    }

    /// Fills the area inside the outline.
    mutating func fill(_ outline: Outline, _ colour: Colour) {
        paint(outline, reach: 1, colour) { nearest, isInside in 0.5 + (isInside ? nearest : -nearest) }
    }

    /// Draws along the outline, with round ends and corners.
    mutating func stroke(_ outline: Outline, width: Double, _ colour: Colour) {
        paint(outline, reach: width / 2 + 1, colour) { nearest, _ in 0.5 + width / 2 - nearest }
    }

    /// Draws an outline. `cover` returns how much of a pixel is coloured, by its distance from the outline. For each
    /// row, only the segments that reach it are used.
    private mutating func paint(
        _ outline: Outline, reach: Double, _ colour: Colour, cover: (_ nearest: Double, _ isInside: Bool) -> Double
    ) {
        let xs = outline.segments.flatMap { [$0.start.x, $0.end.x] }
        let left = max(0, Int((xs.min() ?? 0) - reach))
        let right = min(width - 1, Int((xs.max() ?? 0) + reach))
        guard left <= right else { return }
        for row in 0..<height {
            let middle = Double(row) + 0.5
            let near = outline.segments.filter { segment in
                min(segment.start.y, segment.end.y) - reach <= middle
                    && middle <= max(segment.start.y, segment.end.y) + reach
            }
            guard !near.isEmpty else { continue }
            for column in left...right {
                let pixel = Outline.Point(x: Double(column) + 0.5, y: middle)
                let nearest = near.reduce(reach) { min($0, $1.distance(to: pixel)) }
                let isInside = near.reduce(false) { $0 != $1.isCrossed(rightOf: pixel) }
                blend(colour, cover(nearest, isInside), at: (row * width + column) * 3)
            }
        }
    }

    private mutating func blend(_ colour: Colour, _ cover: Double, at index: Int) {
        guard cover > 0 else { return }
        let part = min(1, cover)
        for (offset, value) in [colour.red, colour.green, colour.blue].enumerated() {
            let former = Double(bytes[index + offset])
            bytes[index + offset] = UInt8((former + (Double(value) - former) * part).rounded())
        }
    }
}
