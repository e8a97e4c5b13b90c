import CGMime

extension ReceivedField {
    /// The addresses of all mailboxes, including those in groups. Addresses to which we could not send are left out.
    var addresses: [String] {
        mailboxes.filter(MailAddress.isValid)
    }

    /// The address of the first mailbox, or nil if it is not valid.
    var firstAddress: String? {
        mailboxes.first.flatMap { MailAddress.isValid($0) ? $0 : nil }
    }

    private var mailboxes: [String] {
        guard let list = internet_address_list_parse(nil, unfolded) else { return [] }
        defer { g_object_unref(list) }
        var mailboxes: [String] = []
        var waiting = Self.members(of: list)
        while mailboxes.count < Self.maxMailboxes, let next = waiting.popLast() {
            if GMime.isInstance(next, of: internet_address_mailbox_get_type()) {
                let mailbox = next.assumingMemoryBound(to: InternetAddressMailbox.self)
                mailboxes.append(GMime.copy(internet_address_mailbox_get_addr(mailbox)) ?? "")
            } else if GMime.isInstance(next, of: internet_address_group_get_type()) {
                let group = next.assumingMemoryBound(to: InternetAddressGroup.self)
                waiting += Self.members(of: internet_address_group_get_members(group))
            }
        }
        return mailboxes
    }

    private static let maxMailboxes = 1_000

    /// Returns the members in reverse order.
    private static func members(of list: UnsafeMutablePointer<InternetAddressList>?) -> [UnsafeMutableRawPointer] {
        (0..<internet_address_list_length(list)).reversed().compactMap {
            internet_address_list_get_address(list, $0).map { UnsafeMutableRawPointer($0) }
        }
    }
}
