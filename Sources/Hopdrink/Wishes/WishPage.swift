import Domain

/// Which cities are asked for, and the form for asking.
struct WishPage: Page {
    static let template = "pages/wishes"

    let frame: Frame
    let texts: Texts
    let wish: WishForm

    init(_ form: WishForm, in edition: Edition) {
        texts = edition.texts
        wish = form
        frame = Frame(
            edition, title: texts(.wishListTitle), description: texts(.wishListText),
            at: PublicPlace(address: { Address.wishes(in: $0) })
        )
    }
}

/// The form for whoever would come in a city that is not there yet, and what others asked for.
struct WishForm: Sendable {
    /// How many cities are named, and from how many people on: nobody's word alone is published.
    static let mostCities = 12
    static let leastPeople = 2

    struct Day: Sendable {
        let field: String
        let name: String
        let isTicked: Bool
    }

    struct Wanted: Sendable {
        let city: String
        let people: String
    }

    let action: String
    let seal: String
    let city: FormField
    let email: FormField
    let days: [Day]
    let isFaulty: Bool
    /// What is wrong with the form as a whole.
    let faults: [String]
    let wanted: [Wanted]
    let hasWanted: Bool

    init(_ wanted: [WishCount], _ entry: RSVPForm.Entry = RSVPForm.Entry(), in edition: Edition) {
        let texts = edition.texts
        action = Address.wishes(in: edition.language).path
        seal = entry.seal
        city = FormField("city", entry, texts)
        email = FormField("email", entry, texts)
        days = Weekday.allCases.map { day in
            let isTicked = !FormField(day.name, entry, texts).value.isEmpty
            return Day(field: day.name, name: texts.calendar.name(of: day), isTicked: isTicked)
        }
        isFaulty = !entry.faults.list.isEmpty
        faults = entry.faultsBeside(["city", "email"], texts)
        self.wanted = wanted.map { Wanted(city: $0.name, people: texts(.wishPeople, $0.people)) }
        hasWanted = !wanted.isEmpty
    }
}

extension ButtonPage {
    /// Of a wish: the button that makes it count, or takes it back.
    init(_ wish: Wish, _ link: SignedLink, in edition: Edition) {
        let (texts, values) = (edition.texts, ["city": wish.city.text])
        let isNew = wish.state == .pending
        let weekdays = wish.weekdays.map { texts.calendar.name(of: $0) }.joined(separator: ", ")
        let days = weekdays.isEmpty ? "" : " " + texts(.personalDataWishDays, ["weekdays": weekdays])
        let words = Words(
            title: texts(isNew ? .wishPendingTitle : .wishConfirmedTitle, values),
            text: texts(isNew ? .wishPendingText : .wishConfirmedText, values) + days,
            button: texts(isNew ? .wishButton : .wishWithdraw)
        )
        let address = isNew ? Address.wish(link, in: edition.language) : .withdrawWish(link, in: edition.language)
        self.init(words, to: address, isQuiet: !isNew, in: edition)
    }
}
