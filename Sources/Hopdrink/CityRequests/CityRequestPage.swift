import Domain

/// The page with the requested cities and the form to request one.
struct CityRequestPage: Page {
    static let template = "pages/city_requests"

    let layout: PageLayout
    let texts: Translations
    let cityRequest: CityRequestForm

    init(_ form: CityRequestForm, in site: LocalizedSite) {
        texts = site.texts
        cityRequest = form
        layout = PageLayout(
            site, title: texts(.cityRequestListTitle), description: texts(.cityRequestListText),
            at: CanonicalURLs(address: { Address.cityRequests(in: $0) })
        )
    }
}

/// The form to request a city, with the cities that others requested.
struct CityRequestForm: Sendable {
    /// The maximum number of cities that are named, and how many people must request each: one person's request is not
    /// published.
    static let maxCities = 12
    static let minPeople = 2

    struct Day: Sendable {
        let field: String
        let name: String
        let isTicked: Bool
    }

    struct Requested: Sendable {
        let city: String
        let people: String
    }

    let action: String
    let formToken: String
    let city: FormField
    let email: FormField
    let days: [Day]
    let isFaulty: Bool
    /// The errors of the form as a whole.
    let errors: [String]
    let requested: [Requested]
    let hasRequested: Bool

    init(_ counts: [CityRequestCount], _ entry: FormInput = FormInput(), in site: LocalizedSite) {
        let texts = site.texts
        action = Address.cityRequests(in: site.language).path
        formToken = entry.formToken
        city = FormField("city", entry, texts)
        email = FormField("email", entry, texts)
        days = Weekday.allCases.map { day in
            let isTicked = !FormField(day.name, entry, texts).value.isEmpty
            return Day(field: day.name, name: texts.calendar.name(of: day), isTicked: isTicked)
        }
        isFaulty = !entry.errors.list.isEmpty
        errors = entry.errorsBeside(["city", "email"], texts)
        requested = counts.map { Requested(city: $0.name, people: texts(.cityRequestPeople, $0.people)) }
        hasRequested = !counts.isEmpty
    }
}

extension ButtonPage {
    /// The page of a city request, with the button that confirms or withdraws it.
    init(_ cityRequest: CityRequest, _ link: SignedLink, in site: LocalizedSite) {
        let (texts, values) = (site.texts, ["city": cityRequest.city.text])
        let isNew = cityRequest.state == .pending
        let weekdays = cityRequest.weekdays.map { texts.calendar.name(of: $0) }.joined(separator: ", ")
        let days = weekdays.isEmpty ? "" : " " + texts(.personalDataCityRequestDays, ["weekdays": weekdays])
        let words = Words(
            title: texts(isNew ? .cityRequestPendingTitle : .cityRequestConfirmedTitle, values),
            text: texts(isNew ? .cityRequestPendingText : .cityRequestConfirmedText, values) + days,
            button: texts(isNew ? .cityRequestButton : .cityRequestWithdraw)
        )
        let address =
            isNew ? Address.cityRequest(link, in: site.language) : .withdrawCityRequest(link, in: site.language)
        self.init(words, to: address, isQuiet: !isNew, in: site)
    }
}
