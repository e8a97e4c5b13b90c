"""Emails as mail libraries, DKIM and a spam filter judge them."""

import base64
import email
import email.policy
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import dkim

from case import EndToEndTest
from guests import Guest
from networks import city, series

UNAVOIDABLE = {
    # No mail server has received this message yet, and nothing was looked up.
    "NO_RELAYS", "NO_RECEIVED", "ALL_TRUSTED", "UNPARSEABLE_RELAY",
    # The test's domain has no DNS, and the relay adds the DKIM signature.
    "SPF_NONE", "SPF_HELO_NONE", "DKIM_ADSP_NXDOMAIN", "DMARC_MISSING",
    # The email has a text part and an HTML part.
    "HTML_MESSAGE",
}

LANGUAGES = ["de", "en", "es", "fr", "it"]


class LetterQualityTest(EndToEndTest):
    """Has each kind of email that a guest gets from the RSVP to the reminder, in every language."""

    def setUp(self):
        super().setUp()
        self.install(city(series(capacity=len(LANGUAGES), reminders=["24h"])), base_url="https://hopdrink.test")
        self.start()
        meetup = self.visitor.meetups()[0]["id"]
        coming = {language: Guest(f"Anna-{language}") for language in LANGUAGES}
        for language, anna in coming.items():
            anna.come(self.visitor, self.mail, meetup, language=language)
        for language in LANGUAGES:
            Guest(f"Ben-{language}").come(self.visitor, self.mail, meetup, becomes="waiting", language=language)
        self.restart("2026-12-09T19:00:05+01:00")
        for anna in coming.values():
            self.mail.wait(anna.address, "reminder")
        self.letters = list(self.mail.letters)
        self.assertGreaterEqual({letter.kind for letter in self.letters}, {"confirm", "going", "waiting", "reminder"})

    def test_pythons_email_package_finds_no_defects(self):
        for letter in self.letters:
            with self.subTest(letter.kind):
                message = email.message_from_bytes(letter.content, policy=email.policy.strict)
                for part in message.walk():
                    self.assertEqual(part.defects, [])
                    for name, header in part.items():
                        self.assertEqual(list(header.defects), [], name)
                self.assertTrue(all(len(line) <= 78 for line in self.body_lines(letter)), letter.kind)

    def body_lines(self, letter):
        return letter.content.split(b"\r\n\r\n", 1)[1].split(b"\r\n")

    def test_dkim_signature_of_a_sent_email_is_valid_on_arrival(self):
        key, record = self.signing_key()
        headers = [b"from", b"to", b"subject", b"date", b"message-id", b"list-unsubscribe", b"list-unsubscribe-post"]
        for letter in self.letters:
            with self.subTest(letter.kind):
                present = [name for name in headers if name.decode() in letter.message]
                for kind in ((b"simple", b"simple"), (b"relaxed", b"relaxed")):
                    signature = dkim.sign(
                        letter.content, b"s", b"example.org", key, canonicalize=kind, include_headers=present,
                    )
                    self.assertTrue(dkim.verify(signature + letter.content, dnsfunc=lambda *_, **__: record))

    def signing_key(self):
        """Returns a private key, and the DNS record with its public key."""
        def openssl(*words, content=None):
            return subprocess.run(["openssl", *words], input=content, capture_output=True, check=True).stdout

        key = openssl("genrsa", "-traditional", "2048")
        public = openssl("rsa", "-pubout", "-outform", "DER", content=key)
        return key, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    def test_spam_filter_finds_nothing_avoidable(self):
        folder = Path(tempfile.mkdtemp(prefix="hopdrink-spam-"))
        self.addCleanup(shutil.rmtree, folder)
        letters = {(letter.kind, self.language(letter)): letter for letter in self.letters}
        self.assertEqual(len(letters), 4 * len(LANGUAGES))
        for (kind, language), letter in letters.items():
            with self.subTest(kind, language=language):
                rules = self.judge(letter, folder)
                self.assertEqual(rules - UNAVOIDABLE, set())

    def language(self, letter):
        return letter.recipients[0].partition("@")[0].rpartition("-")[2]

    def judge(self, letter, folder):
        """Returns the names of the filter's rules that matched."""
        words = ["spamassassin", "-L", "-t", "--prefspath", "/dev/null", "--siteconfigpath", "/etc/spamassassin"]
        judged = subprocess.run(
            words, input=letter.content, capture_output=True, timeout=120, check=True,
            env={"HOME": str(folder), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        ).stdout.decode("utf-8", "replace")
        status = re.search(r"X-Spam-Status:.*?tests=([\w,\s]+?)(?:\s+autolearn|\s+\w+=)", judged, re.DOTALL)
        self.assertIsNotNone(status, judged[:2000])
        return {rule for rule in re.split(r"[,\s]+", status[1]) if rule and rule != "none"}
