/// Rules for test zones, in the format of zic(8).
enum TestRules {
    static let cuba = """
        Rule Cuba 2012 max - Nov Sun>=1 0:00s 0 S
        Rule Cuba 2013 max - Mar Sun>=8 0:00s 1:00 D

        """

    static let all =
        cuba + """
            Rule Eire 1996 max - Mar lastSun 1:00u 0 -
            Rule Eire 1996 max - Oct lastSun 1:00u -1:00 -
            Rule Half 2008 max - Apr Sun>=1 2:00 0 -
            Rule Half 2008 max - Oct Sun>=1 2:00 0:30 -
            Rule Fasting 2026 only - Feb 15 3:00 -1:00 -
            Rule Fasting 2026 only - Mar 22 2:00 0 -
            Rule Fasting 2027 only - Feb 7 3:00 -1:00 -
            Rule Fasting 2027 only - Mar 14 2:00 0 -
            Rule Fasting 2028 only - Jan 23 3:00 -1:00 -
            Rule Fasting 2028 only - Mar 5 2:00 0 -

            """
}
