import Foundation

/// Cities as dots in a frame, in Web Mercator, the projection that web maps use.
package struct CityMap: Equatable, Sendable {
    /// The name and position of a city.
    package struct Place: Sendable {
        package let name: String
        package let coordinates: Coordinates

        package init(name: String, coordinates: Coordinates) {
            self.name = name
            self.coordinates = coordinates
        }
    }

    /// The position of a dot in the frame, and of its name beside it.
    package struct Spot: Equatable, Sendable {
        package let x: Int
        package let y: Int
        /// Nil if the name would cover another name or leave the frame on every side.
        package fileprivate(set) var label: Label?
    }

    /// The position of a name's baseline; `anchor` says whether it is the start, middle or end of the name.
    package struct Label: Equatable, Sendable {
        package enum Anchor: String, Sendable {
            case start
            case middle
            case end
        }

        package let x: Int
        package let y: Int
        package let anchor: Anchor
    }

    package static let width = 400
    /// The font size of names, in the frame's units.
    package static let fontSize = 15
    package let height: Int
    /// In the same order as the places.
    package let spots: [Spot]

    /// Returns nil for fewer than two different positions: a single dot says nothing.
    package init?(_ places: [Place]) {
        guard Set(places.map(\.coordinates)).count > 1 else { return nil }
        let points = Self.projected(places.map(\.coordinates))
        let frame = Frame(around: points)
        height = frame.height
        let dots = points.map(frame.position)
        spots = Labelling(frame: frame, dots: dots).spots(named: places.map(\.name))
    }
}

extension CityMap {
    /// A point of the plane; x grows to the east, y to the south.
    fileprivate struct Point {
        let x: Double
        let y: Double
    }

    /// Web Mercator ends at 85 degrees.
    private static func projected(_ coordinates: [Coordinates]) -> [Point] {
        let seam = seam(of: coordinates.map(\.degrees.longitude))
        return coordinates.map(\.degrees).map { latitude, longitude in
            let angle = min(85.05, max(-85.05, latitude)) * .pi / 180
            let east = (longitude - seam + 720).truncatingRemainder(dividingBy: 360)
            return Point(x: east * .pi / 180, y: -log(tan(.pi / 4 + angle / 2)))
        }
    }

    /// Returns the longitude at which the map begins: after the widest gap, so that Fiji and Samoa are neighbours.
    private static func seam(of longitudes: [Double]) -> Double {
        let sorted = Set(longitudes).sorted()
        guard let first = sorted.first else { return 0 }
        let gaps = zip(sorted, sorted.dropFirst() + [first + 360]).map { (width: $1 - $0, end: $1) }
        return gaps.max { $0.width < $1.width }?.end ?? first
    }

    fileprivate struct Frame {
        private static let margin = 48.0
        private static let heights = 120.0...320.0
        /// The min extent of the map, so that close cities are not enlarged further: about ten kilometres fill the
        /// frame.
        private static let smallest = 0.0016

        let height: Int
        private let scale: Double
        private let middle: Point
        private let centre: Point

        init(around points: [Point]) {
            let (xs, ys) = (points.map(\.x), points.map(\.y))
            let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
            let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
            let inner = Double(CityMap.width) - 2 * Self.margin
            let byWidth = inner / max(right - left, Self.smallest)
            let space = min(Self.heights.upperBound, max(Self.heights.lowerBound, (bottom - top) * byWidth))
            scale = min(byWidth, space / max(bottom - top, Self.smallest))
            height = Int((space + 2 * Self.margin).rounded())
            middle = Point(x: (left + right) / 2, y: (top + bottom) / 2)
            centre = Point(x: Double(CityMap.width) / 2, y: Double(height) / 2)
        }

        func position(_ point: Point) -> Spot {
            Spot(
                x: Int((centre.x + (point.x - middle.x) * scale).rounded()),
                y: Int((centre.y + (point.y - middle.y) * scale).rounded())
            )
        }
    }
}

/// Finds a side for every name where it covers no other name and no dot.
private struct Labelling {
    let frame: CityMap.Frame
    let dots: [CityMap.Spot]

    private static let radius = 7
    private static let distance = 11

    /// The rectangle that a name or a dot covers.
    private struct Box {
        let left: Int
        let top: Int
        let right: Int
        let bottom: Int

        func covers(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    func spots(named names: [String]) -> [CityMap.Spot] {
        var taken = dots.map(box(of:))
        return zip(dots, names).map { dot, name in
            var spot = dot
            let free = labels(beside: dot).first { label in
                let box = box(of: label, name)
                return isInside(box) && !taken.contains { $0.covers(box) }
            }
            guard let free else { return spot }
            taken.append(box(of: free, name))
            spot.label = free
            return spot
        }
    }

    /// Returns labels to the right, left, above and below, in this order.
    private func labels(beside dot: CityMap.Spot) -> [CityMap.Label] {
        let third = CityMap.fontSize / 3
        return [
            CityMap.Label(x: dot.x + Self.distance, y: dot.y + third, anchor: .start),
            CityMap.Label(x: dot.x - Self.distance, y: dot.y + third, anchor: .end),
            CityMap.Label(x: dot.x, y: dot.y - Self.distance, anchor: .middle),
            CityMap.Label(x: dot.x, y: dot.y + Self.distance + CityMap.fontSize - 3, anchor: .middle),
        ]
    }

    private func box(of dot: CityMap.Spot) -> Box {
        Box(
            left: dot.x - Self.radius, top: dot.y - Self.radius, right: dot.x + Self.radius, bottom: dot.y + Self.radius
        )
    }

    /// Assumes that letters are two thirds as wide as high; most are narrower.
    private func box(of label: CityMap.Label, _ name: String) -> Box {
        let width = name.unicodeScalars.count * CityMap.fontSize * 2 / 3
        let left =
            switch label.anchor {
            case .start: label.x
            case .middle: label.x - width / 2
            case .end: label.x - width
            }
        return Box(left: left, top: label.y - CityMap.fontSize, right: left + width, bottom: label.y + 4)
    }

    private func isInside(_ box: Box) -> Bool {
        box.left >= 0 && box.top >= 0 && box.right <= CityMap.width && box.bottom <= frame.height
    }
}
