import Hummingbird

extension Feature {
    /// Incoming mail from the mail system. Without `receive` the control socket refuses it.
    static func inbound(_ receive: ReceiveMail?) -> Feature {
        let routes = InboundRoutes(receive: receive)
        var feature = Feature()
        feature.commands = { control in
            control.post("mail", use: routes.take)
        }
        return feature
    }
}
