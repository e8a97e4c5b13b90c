import Domain

/// The form on a meetup's page, with what a visitor wrote and its errors.
struct RSVPForm: Sendable {
    /// The question that the meetup asks, with the field for the guest's text.
    struct Question: Sendable {
        let label: String
        let field: FormField
        let maximum = GuestWords.maxAnswerLength

        /// Returns nil if the meetup asks nothing.
        init?(of meetup: Meetup, _ entry: FormInput, otherwise: String = "", _ texts: Translations) {
            label = meetup.terms.guests.question
            guard !label.isEmpty else { return nil }
            field = FormField("answer", entry, otherwise: otherwise, texts)
        }
    }

    /// The choice of who gets the guest's message, if there is a choice.
    struct Addressees: Sendable {
        /// The label that names the representative.
        let representative: String
        let isForRepresentative: Bool

        fileprivate init?(_ city: City, _ entry: FormInput, _ texts: Translations) {
            guard city.takesQuestions, let contact = city.representative else { return nil }
            representative = texts(.rsvpWordRepresentative, ["name": contact.name])
            isForRepresentative = entry.written.text(of: "word_for") == "representative"
        }
    }

    let action: String
    let formToken: String
    let name: FormField
    let email: FormField
    /// Nil if the meetup has a capacity of one.
    let companions: FormField?
    let maxCompanions: Int
    let acceptsFewer: Bool
    let asked: Question?
    let word: FormField
    let maxWordLength: Int
    let addressees: Addressees?
    /// Whether the form has any error.
    let isFaulty: Bool
    /// The errors of the form as a whole.
    let errors: [String]

    init(for meetup: Meetup, in city: City, _ entry: FormInput, _ site: LocalizedSite) {
        let texts = site.texts
        action = Address.rsvps(meetup.id, in: site.language).path
        formToken = entry.formToken
        name = FormField("name", entry, texts)
        email = FormField("email", entry, texts)
        maxCompanions = min(RSVPDraft.maxCompanions, meetup.terms.capacity - 1)
        companions = maxCompanions > 0 ? FormField("companions", entry, otherwise: "0", texts) : nil
        acceptsFewer = entry.written.isChecked("accepts_fewer")
        asked = Question(of: meetup, entry, texts)
        word = FormField("word", entry, texts)
        addressees = Addressees(city, entry, texts)
        maxWordLength = addressees == nil ? GuestWords.maxRemarkLength : GuestWords.maxQuestionLength
        isFaulty = !entry.errors.list.isEmpty
        errors = entry.errorsBeside(["name", "email", "companions", "answer", "word"], texts)
    }
}
