"""Scanners that open every link in an email before its reader does."""

import re
from urllib.parse import urlsplit

from case import EndToEndTest
from databases import only_on_sqlite
from mailserver import SITE
from tour import Tour

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
# The daemon itself stores when it was last seen.
WRITTEN_BY_THE_DAEMON = {"daemons"}


@only_on_sqlite
class ScannerTest(EndToEndTest):
    def test_opening_every_link_in_every_email_changes_nothing(self):
        for _ in Tour(self).walk():
            pass
        links = {link for letter in self.mail.letters for link in links_in(letter)}
        self.assertGreater(len(links), 20)
        before = self.everything()
        self.start()
        for link in sorted(links):
            for method in ("GET", "HEAD"):
                answer = self.visitor.send(method, link)
                self.assertIn(answer.status, (200, 302, 404, 410), f"{method} {link}")
        after = self.everything()
        for table in before:
            self.assertEqual(after[table], before[table], table)

    def everything(self):
        """Stops the daemon once no email waits, and returns all rows of all tables."""
        self.assertEqual(self.installation.unsent_letters(), [])
        self.assertEqual(self.daemon.stop(), 0)
        names = {name for (name,) in self.rows(TABLES)} - WRITTEN_BY_THE_DAEMON
        return {name: sorted(map(repr, self.rows(f'SELECT * FROM "{name}"'))) for name in names}


def links_in(letter):
    """Returns the paths of all links to our site, in the text, the HTML and the headers."""
    texts = [letter.text, letter.html, letter.message["List-Unsubscribe"] or ""]
    found = [link for text in texts for link in re.findall(SITE + r"/[^\s<>\"]+", text.replace("&amp;", "&"))]
    return {urlsplit(link).path for link in found}
