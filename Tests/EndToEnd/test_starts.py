"""A start that fails takes nothing from a daemon that runs."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3

from case import EndToEndTest
from daemon import TEMPLATES
from databases import SERVER
from guests import Guest
from networks import city, series
from waiting import eventually


class FailingStartTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve()
        self.socket = self.installation.settings["control_socket"]
        self.before = self.files()

    def files(self):
        """What stands in the daemon's folder: nothing of it may go away or become another."""
        return {
            path: path.stat().st_ino for path in self.installation.folder.rglob("*")
            if not path.name.startswith("daemon") and not path.is_dir()
        }

    def second(self, beside=True, **settings):
        """A daemon with a configuration of its own, that names the first one's control socket."""
        installation = self.install_beside(**{"control_socket": self.socket, **settings})
        if not beside:
            installation.settings["database"] = str(installation.folder / "other.sqlite")
            installation.configure()
        return installation

    def check_first_goes_on(self, second, code, sentence):
        self.assertEqual(second.exit_code(), code, second.said())
        self.assertIn(sentence, second.said())
        self.check_first_answers()

    def check_first_answers(self):
        after = self.files()
        self.assertEqual({path: after.get(path) for path in self.before}, self.before)
        self.assertEqual(self.installation.command("token", "create", "--name", "Anna").returncode, 0)
        self.assertEqual(self.installation.command("mail", "list").returncode, 0)
        self.assertEqual(len(self.visitor.api("GET", "/cities").json["cities"]), 1)
        self.assertEqual(self.visitor.meetup(self.visitor.meetups()[0]["id"])["state"], "scheduled")

    def test_the_same_configuration(self):
        code, sentence = (78, "is in use by another daemon") if SERVER else (75, "Another daemon has this database open.")
        self.check_first_goes_on(self.installation.launch(), code, sentence)

    def test_the_same_control_socket(self):
        self.check_first_goes_on(self.second(beside=False).launch(), 78, "is in use by another daemon")

    def test_the_same_port(self):
        listen = f"127.0.0.1:{self.daemon.port}"
        other = self.second(beside=bool(SERVER), listen=listen, control_socket=self.socket + "2")
        self.check_first_goes_on(other.launch(), 69, "The daemon can't listen")

    def test_the_same_port_and_another_network(self):
        """What the failing daemon wants of the database is not done: it is the running one's."""
        listen = f"127.0.0.1:{self.daemon.port}"
        other = self.install_beside(
            city(series(), slug="lyon"), control_socket=self.socket + "2", listen=listen)
        code = 69 if SERVER else 75
        second = other.launch()
        self.assertEqual(second.exit_code(), code, second.said())
        self.check_first_answers()

    def test_a_configuration_that_is_wrong(self):
        other = self.second(beside=False, window_weeks=1)
        second = other.launch()
        self.assertEqual(second.exit_code(), 78, second.said())
        other.write("{")
        self.assertEqual(other.launch().exit_code(), 78)
        self.check_first_answers()

    def test_templates_that_are_missing(self):
        other = self.second(beside=False, control_socket=self.socket + "2")
        templates = other.folder / "templates"
        shutil.copytree(TEMPLATES, templates)
        (templates / "pages/error.mustache").unlink()
        other.configure(templates=str(templates))
        self.check_first_goes_on(other.launch(), 78, "can't be used")

    def test_a_database_of_a_newer_version(self):
        other = self.second(beside=False)
        path = other.settings["database"]
        other.configure(control_socket=str(other.folder / "mine.sock"))
        first = other.start()
        self.assertEqual(first.stop(), 0)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("INSERT INTO migration SELECT MAX(step) + 1, 'of tomorrow' FROM migration")
        other.configure(control_socket=str(other.folder / "theirs.sock"))
        self.check_first_goes_on(other.launch(), 78, "another version of Hopdrink")

    def test_a_control_socket_that_is_no_socket(self):
        other = self.second(beside=False)
        for kept in (other.folder / "precious", other.config):
            kept.touch()
            other.configure(control_socket=str(kept))
            content = kept.read_bytes()
            self.check_first_goes_on(other.launch(), 78, "is a file and no socket")
            self.assertEqual(kept.read_bytes(), content)

    def test_a_database_that_cannot_be_opened(self):
        other = self.second(beside=False)
        folder = other.folder / "folder.sqlite"
        folder.mkdir()
        other.configure(database=str(folder))
        second = other.launch()
        self.assertNotEqual(second.exit_code(), 0)
        self.check_first_answers()

    def test_a_start_that_is_ended(self):
        for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
            second = self.installation.launch()
            with contextlib.suppress(ProcessLookupError):
                second.process.send_signal(signal_number)
            second.exit_code()
        self.check_first_answers()

    def test_a_daemon_that_was_killed_leaves_its_place_to_the_next(self):
        self.daemon.kill()
        self.assertTrue(os.path.exists(self.socket))
        self.start()
        self.check_commands_work()
        self.assertEqual(self.daemon.stop(), 0)
        self.assertFalse(os.path.exists(self.socket))

    def check_commands_work(self):
        self.assertEqual(self.installation.command("mail", "list").returncode, 0)

    def test_a_daemon_of_a_former_version_is_not_cut_off(self):
        """One that holds no lock, but answers."""
        path = str(self.installation.folder / "former.sock")
        with socket.socket(socket.AF_UNIX) as former:
            former.bind(path)
            former.listen()
            other = self.second(beside=False, control_socket=path)
            self.check_first_goes_on(other.launch(), 78, "is in use by another daemon")
            self.assertTrue(os.path.exists(path))


class HangupTest(EndToEndTest):
    def test_a_hangup_ends_nothing_and_says_so(self):
        self.serve()
        for _ in range(2):
            self.daemon.process.send_signal(signal.SIGHUP)
        eventually(lambda: "restart it to reload" in self.daemon.said(), "it says so")
        Guest("Anna").come(self.visitor, self.mail, self.visitor.meetups()[0]["id"])
        self.assertEqual(self.daemon.stop(), 0)

    def test_a_hangup_while_it_starts_ends_nothing(self):
        self.install()
        self.daemon = self.installation.launch()
        eventually(lambda: "rehearsal" in self.daemon.said(), "it says its first word")
        eventually(self.hangs_up_until_it_listens, "it listens", within=30)
        self.assertEqual(self.daemon.stop(), 0)

    def hangs_up_until_it_listens(self):
        self.daemon.process.send_signal(signal.SIGHUP)
        self.assertIsNone(self.daemon.process.poll(), self.daemon.said())
        return self.daemon.port
