extension City {
    /// The currency of the country (ISO 4217); the euro if the country is not in the list.
    package var currency: String { Self.currencies[country] ?? "EUR" }

    private static let currencies = [
        "AR": "ARS", "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CL": "CLP", "CN": "CNY", "CO": "COP",
        "CZ": "CZK", "DK": "DKK", "GB": "GBP", "HU": "HUF", "IN": "INR", "IS": "ISK", "JP": "JPY", "LI": "CHF",
        "MA": "MAD", "MX": "MXN", "NO": "NOK", "NZ": "NZD", "PL": "PLN", "RO": "RON", "SE": "SEK", "SN": "XOF",
        "TN": "TND", "TR": "TRY", "UA": "UAH", "US": "USD", "ZA": "ZAR",
    ]
}
