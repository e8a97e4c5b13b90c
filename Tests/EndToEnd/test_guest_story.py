"""A guest's whole way in a browser without JavaScript: in two languages, on a phone and on a desktop."""

from browser import DESKTOP, PHONE
from guests import Guest
from networks import city, series
from test_pages import BrowserTest
from words import Words

NO_SCRIPT = "data:text/html,<title>off</title><script>document.title = 'on'</script>"


def elsewhere():
    """Returns other cities, so that there is a map."""
    weekly = series(slug="mardi", title="L’apéro du mardi", rule="every tuesday")
    places = {"Lille": "50.63, 3.06", "Lyon": "45.76, 4.83", "Bordeaux": "44.84, -0.58", "Strasbourg": "48.58, 7.75"}
    return [
        city(weekly, slug=name.lower(), name=name, coordinates=coordinates) for name, coordinates in places.items()
    ]


class GuestStoryTest(BrowserTest):
    def test_story_in_french_on_a_phone(self):
        self.tell("fr", PHONE, "phone")

    def test_story_in_english_on_a_phone(self):
        self.tell("en", PHONE, "phone")

    def test_story_in_french_on_a_desktop(self):
        self.tell("fr", DESKTOP, "desktop")

    def test_story_in_english_on_a_desktop(self):
        self.tell("en", DESKTOP, "desktop")

    def tell(self, language, screen, device):
        self.serve(city(series(capacity=1), representative="Claire Moreau"), *elsewhere())
        self.words, self.language, self.device = Words(language), language, device
        self.browser = self.browse(screen=screen, language=language)
        self.browser.show(NO_SCRIPT)
        self.assertEqual(self.browser.title, "off")
        anna, ben = Guest("Anna"), Guest("Ben")
        self.come(anna, "going")
        self.come(ben, "waiting")
        self.cancel(anna)
        self.is_promoted(ben)
        self.erase(ben)

    def picture(self, name):
        self.browser.save_picture(f"{name}-{self.device}-{self.language}")

    def come(self, guest, becomes):
        """Goes from the network's page to the button in the email."""
        self.browser.open("/")
        self.assertEqual(self.browser.path, f"/{self.language}/")
        self.picture("network")
        self.browser.follow(".cities a")
        self.assertEqual(self.browser.heading, "Tours")
        self.picture("city")
        self.browser.follow(".meetups a")
        self.picture("meetup")
        self.browser.write(name=guest.name, email=guest.address)
        self.browser.press("/rsvps")
        self.assertEqual(self.browser.heading, self.words["sent_title"])
        self.picture("sent")
        self.browser.open(self.mail.wait(guest.address, "confirm").path)
        self.assertEqual(self.browser.heading, self.words["confirm_title"])
        self.browser.follow("main form button")
        self.assertEqual(self.browser.heading, self.words[f"confirm_{becomes}_title"])
        self.browser.open(self.mail.wait(guest.address, becomes).path)
        self.assertEqual(self.browser.heading, self.words[f"manage_{becomes}"])
        self.picture(f"answer-{becomes}")

    def cancel(self, guest):
        self.browser.open(self.mail.wait(guest.address, "going").path)
        self.browser.press("/cancel")
        self.assertEqual(self.browser.heading, self.words["manage_cancelled"])

    def is_promoted(self, guest):
        letter = self.mail.wait(guest.address, "promoted")
        self.assertEqual(letter.method, "REQUEST")
        self.browser.open(letter.path)
        self.assertEqual(self.browser.heading, self.words["manage_going"])

    def erase(self, guest):
        self.browser.open(f"/{self.language}/data")
        self.browser.write(email=guest.address)
        self.browser.press("/data")
        self.browser.open(self.mail.wait(guest.address, "data").path)
        self.assertIn(guest.address, self.browser.text)
        self.picture("data")
        self.browser.follow("main a[href$='/erase']")
        self.browser.press("/erase")
        self.browser.open(self.mail.wait(guest.address, "promoted").path)
        self.assertEqual(self.browser.heading, self.words["error_not_found_title"])
        self.assertEqual(self.daemon.stop(), 0)
        self.assertEqual(self.rows(f"SELECT id FROM guests WHERE address = '{guest.address}'"), [])
