import Domain

/// The JSON schemas of meetups and series that organisers write.
extension JSONSchema {
    static let newMeetup = JSONSchema.object(
        [.required("city", .slug), .required("slug", .slug), .required("start", .dateTime)] + terms + [
            .optional("cancelled", .flag), .optional("reason", .reason),
        ]
    )

    static let newSeries = JSONSchema.object(
        [
            .required("city", .slug), .required("slug", .slug), .required("rule", .rule), .required("time", .time),
            .optional("from", .date),
        ] + terms + exceptions + [
            .optional("confirm", .duration), .optional("unconfirmed", .word(["keep", "cancel"])),
        ]
    )

    static let meetupChange = JSONSchema.object([.optional("start", .dateTime)] + change)
    static let seriesChange = JSONSchema.object(
        [.optional("rule", .rule), .optional("from", .date), .optional("time", .time)] + change
    )
    static let cancellation = JSONSchema.object([.optional("reason", .reason)])
    static let addedMeetup = JSONSchema.object([.required("start", .dateTime)])

    static let slug = JSONSchema.text(.slug, length: 3...40)
    static let date = JSONSchema.text(.date, length: 10...10)
    static let time = JSONSchema.text(.time, length: 4...5)
    static let rule = JSONSchema.text(.line, length: 1...200)
    private static let dateTime = JSONSchema.text(.dateTime, length: 15...16)
    private static let duration = JSONSchema.text(.duration, length: 2...20)
    private static let reason = JSONSchema.text(.lineOrNothing, length: 0...200)
    private static let title = JSONSchema.text(.line, length: 1...120)
    private static let paragraphs = JSONSchema.text(.paragraph, length: 0...4000)
    private static let capacity = JSONSchema.integer(MeetupTerms.capacities)
    private static let room = JSONSchema.text(.lineOrNothing, length: 0...120)

    private static let venue = JSONSchema.object([
        .required("name", .text(.line, length: 1...120)),
        .required("address", .text(.line, length: 1...200)),
        .optional("coordinates", .text(.coordinates, length: 3...40)),
        .optional("room", room),
        .optional("access", .text(.paragraph, length: 0...1000)),
    ])

    private static let guestTerms: [Member] = [
        .optional("question", .text(.lineOrNothing, length: 0...200)),
        .optional("waiting_list", .object([.optional("smaller_may_pass", .flag), .optional("until", duration)])),
        .optional("reconfirm", .text(.durationOrNo, length: 2...20)),
    ]

    private static let terms: [Member] =
        [
            .required("title", title), .optional("text", paragraphs), .optional("duration", duration),
            .required("capacity", capacity), .required("venue", venue),
            .optional("hosts", .list(of: .text(.line, length: 1...340), maximum: 50)),
            .optional("reminders", .list(of: duration, maximum: 20)),
        ] + guestTerms

    private static let change: [Member] =
        [
            .optional("title", title), .optional("text", paragraphs), .optional("duration", duration),
            .optional("capacity", capacity), .optional("venue", venue), .optional("room", room),
        ] + guestTerms

    /// The members for days on which a series differs from its rules.
    private static let exceptions: [Member] = [
        .optional("cancelled", .list(of: .text(.line, length: 10...211), maximum: 366)),
        .optional("skip", .list(of: .date, maximum: 366)),
        .optional("add", .list(of: .dateTime, maximum: 366)),
        .optional(
            "move",
            .list(of: .object([.required("date", .date), .optional("start", .dateTime)] + change), maximum: 366)),
    ]
}

extension OrganiseMeetups {
    static let newSchema = JSONSchema.newMeetup
    static let changeSchema = JSONSchema.meetupChange
}

extension OrganiseSeries {
    static let newSchema = JSONSchema.newSeries
    static let changeSchema = JSONSchema.seriesChange
}
