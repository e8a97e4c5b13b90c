import Domain
import Foundation

extension FollowerEmail {
    /// Asks somebody to confirm that they want to follow a city.
    static let follow = FollowerEmail(
        kind: .follow, title: .personalDataLetterRequest,
        usefulUntil: { $0.addingTimeInterval(Outbox.patienceForConfirming) },
        isStillTrue: { follower, _ in
            follower.state != .stopped
        },
        makePage: { follower, _, city, links, site in FollowLetter(follower, in: city, links, site) }
    )

    /// Tells a follower of a city about its new meetups. It lasts until the next one.
    static let digest = FollowerEmail(
        kind: .digest, title: .personalDataLetterNews, isUnsubscribable: true, hasNews: true,
        usefulUntil: { $0.addingTimeInterval(Digest.interval) },
        isStillTrue: { follower, news in follower.state == .following && !news.isEmpty },
        makePage: { _, news, city, links, site in DigestLetter(news, in: city, links, site) }
    )
}
