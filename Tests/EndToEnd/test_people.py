"""Personal data, emails stored as files, and city requests."""

import json

from case import EndToEndTest
from guests import Guest
from mailserver import Maildir
from networks import city, series
from waiting import eventually

ADA = Guest("Ada", companions=1)


class PersonalDataTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=2)))
        self.meetup = self.visitor.meetups()[0]["id"]
        ADA.come(self.visitor, self.mail, self.meetup)

    def link(self):
        self.assertEqual(self.visitor.post("/en/data", email=ADA.address).status, 303)
        return self.mail.wait(ADA.address, "data").path

    def test_person_sees_downloads_and_deletes_their_data(self):
        waiting = Guest("Bob")
        waiting.come(self.visitor, self.mail, self.meetup, becomes="waiting")
        link = self.link()
        page = self.visitor.get(link).page
        self.assertIn("You’re coming.", page.text)
        self.assertEqual(self.visitor.get(link + "/export.json").json["answers"][0]["name"], "Ada")
        (action,) = self.visitor.get(link + "/erase").page.actions
        self.assertEqual(self.visitor.post(action).location, "/en/data/erased")
        self.mail.wait(waiting.address, "promoted")
        self.assertEqual(self.visitor.get(link).status, 404)
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT * FROM guests WHERE folded_address = 'ada@example.net'"), [])

    def test_address_without_personal_data_gets_no_email(self):
        self.assertEqual(self.visitor.post("/en/data", email="zoe@example.net").status, 303)
        self.link()
        self.assertEqual(self.mail.to("zoe@example.net"), [])

    def test_operator_exports_and_deletes_personal_data(self):
        document = json.loads(self.installation.command("export", "ADA@example.net").stdout)
        self.assertEqual(document["answers"][0]["companions"], 1)
        shown = self.installation.command("forget", ADA.address)
        self.assertEqual(shown.returncode, 0)
        self.assertIn("answers  1", shown.stdout)
        self.assertIn("--yes", shown.stdout)
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 0)
        self.assertIn("Deleted", self.installation.command("forget", "--yes", ADA.address).stdout)
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 2)
        self.assertIn("Nothing", self.installation.command("forget", ADA.address).stdout)
        self.assertEqual(self.installation.command("forget", "ada").returncode, 64)


class KeptFilesTest(EndToEndTest):
    """Emails that are stored as files, because there is no relay."""

    def setUp(self):
        super().setUp()
        self.install(city(series(capacity=2)))
        self.folder = self.installation.folder / "letters"
        self.installation.configure(mail={"maildir": str(self.folder)})
        self.start()
        self.meetup = self.visitor.meetups()[0]["id"]
        for guest in (ADA, Guest("Bob"), Guest("Adam")):
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        eventually(lambda: len(self.files()) == 3, "three emails are files")

    def files(self, address=""):
        # A file in tmp may be incomplete.
        files = [file for part in ("new", "cur") for file in self.folder.glob(f"{part}/*") if file.is_file()]
        return [file for file in files if f"To: {address}" in file.read_text() or f"<{address}>" in file.read_text()] \
            if address else files

    def forget(self, *words):
        ended = self.installation.command("forget", *words)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        return ended.stdout

    def test_files_are_deleted_with_the_personal_data_wherever_a_reader_moved_them(self):
        (file,) = self.files(ADA.address)
        file.rename(self.folder / "cur" / (file.name + ":2,S"))
        self.assertRegex(self.forget(ADA.address), r"files +1\n")
        self.assertEqual(len(self.files()), 3)
        self.assertRegex(self.forget("--yes", ADA.address.upper()), r"files +1\n")
        self.assertEqual(self.files(ADA.address), [])
        self.assertEqual(len(self.files()), 2)
        self.assertIn("Nothing", self.forget(ADA.address))

    def test_deleting_on_the_page_deletes_the_files_too(self):
        self.visitor.post("/en/data", email=ADA.address)
        eventually(lambda: len(self.files(ADA.address)) == 2, "the link is a file")
        link = Maildir(self.folder).wait(ADA.address, "data").path
        (action,) = self.visitor.get(link + "/erase").page.actions
        self.assertEqual(self.visitor.post(action).status, 303)
        self.assertEqual(self.files(ADA.address), [])

    def test_file_that_cannot_be_deleted_is_named(self):
        (file,) = self.files(ADA.address)
        beyond = self.folder / "new" / file.name
        file.unlink()
        beyond.symlink_to("/etc/hostname")
        self.assertIn(str(beyond), self.forget("--yes", ADA.address))

    def test_files_are_deleted_after_a_relay_was_configured(self):
        usual = self.installation.folder / "var/mail"
        usual.parent.mkdir(exist_ok=True)
        self.daemon.stop()
        self.folder.rename(usual)
        self.folder = usual
        self.installation.configure(**self.mail.settings)
        self.start()
        self.assertRegex(self.forget("--yes", ADA.address), r"files +1\n")
        self.assertEqual(self.files(ADA.address), [])


class CityRequestTest(EndToEndTest):
    def ask(self, name):
        address = f"{name}@example.net"
        self.assertEqual(self.visitor.post("/en/city-requests", city="Graz", email=address, friday="on").status, 303)
        link = self.mail.wait(address, "city_request").path
        (action,) = self.visitor.get(link).page.actions
        self.assertEqual(self.visitor.post(action).status, 303)
        return address

    def test_requested_city_is_reported_to_administrators_and_its_start_to_those_who_asked(self):
        boss = "boss@example.net"
        self.serve(city_requests={"threshold": 2}, administrators=[f"Boss <{boss}>"])
        addresses = [self.ask(name) for name in ("ada", "bob")]
        self.assertIn("Graz, 2 people", self.visitor.get("/en/").page.text)
        self.restart()
        letter = self.mail.wait(boss, "city_requested")
        self.assertIn("rule: second friday", letter.text)
        self.installation.configure(cities=[city(series()), city(series(), slug="graz", name="Graz")])
        self.restart()
        for address in addresses:
            self.assertIn("Graz", self.mail.wait(address, "city_starts").subject)
        self.assertNotIn("2 people", self.visitor.get("/en/").page.text)
        eventually(lambda: len(self.mail.to(boss)) == 1, "the administrator has one email")
