/// A line of straight segments, open or closed. Curves are divided into segments when they are added.
struct Outline: Sendable {
    struct Point: Sendable {
        let x: Double
        let y: Double
    }

    struct Segment: Sendable {
        let start: Point
        let end: Point
    }

    private(set) var segments: [Segment] = []
    private let origin: Point
    private var pen: Point
    private static let pieces = 24

    init(from x: Double, _ y: Double) {
        origin = Point(x: x, y: y)
        pen = origin
    }

    func line(to x: Double, _ y: Double) -> Outline { adding([Point(x: x, y: y)]) }

    /// Adds a cubic Bézier curve with two control points.
    func curve(_ first: (Double, Double), _ second: (Double, Double), to end: (Double, Double)) -> Outline {
        adding(
            (1...Self.pieces).map { piece in
                let part = Double(piece) / Double(Self.pieces)
                let rest = 1 - part
                let weights = (rest * rest * rest, 3 * rest * rest * part, 3 * rest * part * part, part * part * part)
                return Point(
                    x: weights.0 * pen.x + weights.1 * first.0 + weights.2 * second.0 + weights.3 * end.0,
                    y: weights.0 * pen.y + weights.1 * first.1 + weights.2 * second.1 + weights.3 * end.1
                )
            })
    }

    var closed: Outline { adding([origin]) }

    /// Returns the outline at another place, scaled.
    func placed(at x: Double, _ y: Double, scale: Double) -> Outline {
        let move = { (point: Point) in Point(x: x + point.x * scale, y: y + point.y * scale) }
        var outline = self
        outline.segments = segments.map { Segment(start: move($0.start), end: move($0.end)) }
        return outline
    }

    private func adding(_ points: [Point]) -> Outline {
        var outline = self
        for point in points {
            outline.segments.append(Segment(start: outline.pen, end: point))
            outline.pen = point
        }
        return outline
    }
}

extension Outline.Segment {
    /// Returns the distance from a point to the nearest point of this segment.
    func distance(to point: Outline.Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = dx * dx + dy * dy
        let along = length == 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / length
        let part = min(1, max(0, along))
        let (x, y) = (start.x + part * dx - point.x, start.y + part * dy - point.y)
        return (x * x + y * y).squareRoot()
    }

    /// Returns whether a ray from the point to the right crosses this segment.
    func isCrossed(rightOf point: Outline.Point) -> Bool {
        guard (start.y > point.y) != (end.y > point.y) else { return false }
        return start.x + (point.y - start.y) / (end.y - start.y) * (end.x - start.x) > point.x
    }
}
