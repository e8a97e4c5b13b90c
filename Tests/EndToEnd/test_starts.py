"""A start that fails does no harm to a running daemon."""

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
        """Returns the files in the daemon's folder with their inodes; none may vanish or be replaced."""
        return {
            path: path.stat().st_ino for path in self.installation.folder.rglob("*")
            if not path.name.startswith("daemon") and not path.is_dir()
        }

    def second(self, beside=True, **settings):
        """Returns an installation with a configuration of its own that names the first daemon's control socket."""
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

    def test_second_daemon_with_the_same_configuration_fails(self):
        code, sentence = (78, "is in use by another daemon") if SERVER else (75, "Another daemon has this database open.")
        self.check_first_goes_on(self.installation.launch(), code, sentence)

    def test_second_daemon_with_the_same_control_socket_fails(self):
        self.check_first_goes_on(self.second(beside=False).launch(), 78, "is in use by another daemon")

    def test_second_daemon_with_the_same_port_fails(self):
        listen = f"127.0.0.1:{self.daemon.port}"
        other = self.second(beside=bool(SERVER), listen=listen, control_socket=self.socket + "2")
        self.check_first_goes_on(other.launch(), 69, "The daemon can't listen")

    def test_second_daemon_with_the_same_port_and_another_network_changes_nothing(self):
        """The failing daemon changes nothing in the database, which belongs to the running one."""
        listen = f"127.0.0.1:{self.daemon.port}"
        other = self.install_beside(
            city(series(), slug="lyon"), control_socket=self.socket + "2", listen=listen)
        code = 69 if SERVER else 75
        second = other.launch()
        self.assertEqual(second.exit_code(), code, second.said())
        self.check_first_answers()

    def test_start_with_an_invalid_configuration_fails(self):
        other = self.second(beside=False, window_weeks=1)
        second = other.launch()
        self.assertEqual(second.exit_code(), 78, second.said())
        other.write("{")
        self.assertEqual(other.launch().exit_code(), 78)
        self.check_first_answers()

    def test_start_with_missing_templates_fails(self):
        other = self.second(beside=False, control_socket=self.socket + "2")
        templates = other.folder / "templates"
        shutil.copytree(TEMPLATES, templates)
        (templates / "pages/error.mustache").unlink()
        other.configure(templates=str(templates))
        self.check_first_goes_on(other.launch(), 78, "can't be used")

    def test_start_with_a_database_of_a_newer_version_fails(self):
        other = self.second(beside=False)
        path = other.settings["database"]
        other.configure(control_socket=str(other.folder / "mine.sock"))
        first = other.start()
        self.assertEqual(first.stop(), 0)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("INSERT INTO migration SELECT MAX(step) + 1, 'of tomorrow' FROM migration")
        other.configure(control_socket=str(other.folder / "theirs.sock"))
        self.check_first_goes_on(other.launch(), 78, "another version of Hopdrink")

    def test_start_with_a_control_socket_that_is_a_file_leaves_the_file_alone(self):
        other = self.second(beside=False)
        for kept in (other.folder / "precious", other.config):
            kept.touch()
            other.configure(control_socket=str(kept))
            content = kept.read_bytes()
            self.check_first_goes_on(other.launch(), 78, "is a file and no socket")
            self.assertEqual(kept.read_bytes(), content)

    def test_start_with_a_database_that_cannot_be_opened_fails(self):
        other = self.second(beside=False)
        folder = other.folder / "folder.sqlite"
        folder.mkdir()
        other.configure(database=str(folder))
        second = other.launch()
        self.assertNotEqual(second.exit_code(), 0)
        self.check_first_answers()

    def test_interrupted_start_does_no_harm(self):
        for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
            second = self.installation.launch()
            with contextlib.suppress(ProcessLookupError):
                second.process.send_signal(signal_number)
            second.exit_code()
        self.check_first_answers()

    def test_killed_daemon_leaves_its_place_to_the_next(self):
        self.daemon.kill()
        self.assertTrue(os.path.exists(self.socket))
        self.start()
        self.check_commands_work()
        self.assertEqual(self.daemon.stop(), 0)
        self.assertFalse(os.path.exists(self.socket))

    def check_commands_work(self):
        self.assertEqual(self.installation.command("mail", "list").returncode, 0)

    def test_control_socket_of_an_earlier_version_is_left_alone(self):
        """Such a daemon holds no lock, but it answers."""
        path = str(self.installation.folder / "former.sock")
        with socket.socket(socket.AF_UNIX) as former:
            former.bind(path)
            former.listen()
            other = self.second(beside=False, control_socket=path)
            self.check_first_goes_on(other.launch(), 78, "is in use by another daemon")
            self.assertTrue(os.path.exists(path))


class HangupTest(EndToEndTest):
    def test_hangup_signal_is_logged_and_does_not_end_the_daemon(self):
        self.serve()
        for _ in range(2):
            self.daemon.process.send_signal(signal.SIGHUP)
        eventually(lambda: "restart it to reload" in self.daemon.said(), "it says so")
        Guest("Anna").come(self.visitor, self.mail, self.visitor.meetups()[0]["id"])
        self.assertEqual(self.daemon.stop(), 0)

    def test_hangup_signal_during_the_start_does_not_end_the_daemon(self):
        self.install()
        self.daemon = self.installation.launch()
        eventually(lambda: "rehearsal" in self.daemon.said(), "it says its first word")
        eventually(self.signals_hangup_until_it_listens, "it listens", within=30)
        self.assertEqual(self.daemon.stop(), 0)

    def signals_hangup_until_it_listens(self):
        self.daemon.process.send_signal(signal.SIGHUP)
        self.assertIsNone(self.daemon.process.poll(), self.daemon.said())
        return self.daemon.port
