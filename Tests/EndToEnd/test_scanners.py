"""Programs that open every link in every letter before its reader does."""

import re
from urllib.parse import urlsplit

from case import EndToEndTest
from databases import only_on_sqlite
from mailserver import SITE
from tour import Tour

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
# When a daemon was last seen is its own doing.
NOBODYS_DOING = {"daemons"}


@only_on_sqlite
class ScannerTest(EndToEndTest):
    def test_opening_every_link_in_every_letter_changes_nothing(self):
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
        """All rows of all tables, once nothing is being done any more."""
        self.assertEqual(self.installation.unsent_letters(), [])
        self.assertEqual(self.daemon.stop(), 0)
        names = {name for (name,) in self.rows(TABLES)} - NOBODYS_DOING
        return {name: sorted(map(repr, self.rows(f'SELECT * FROM "{name}"'))) for name in names}


def links_in(letter):
    """The paths of all links to our site, in the text, in the page and in the headers."""
    texts = [letter.text, letter.html, letter.message["List-Unsubscribe"] or ""]
    found = [link for text in texts for link in re.findall(SITE + r"/[^\s<>\"]+", text.replace("&amp;", "&"))]
    return {urlsplit(link).path for link in found}
