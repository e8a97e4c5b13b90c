"""The daemon as a process: its start, its database, its log and its stop."""

import re
import socket
from pathlib import Path

from case import EndToEndTest
from daemon import BASE, REPOSITORY
from databases import only_on_sqlite
from guests import Guest
from mailserver import Maildir
from service_manager import ServiceManager
from waiting import eventually

WHOLE_FORM = b"name=Anna&email=anna%40example.net"


class ProcessTest(EndToEndTest):
    @only_on_sqlite
    def test_second_daemon_on_the_same_database_refuses_to_start_and_the_first_goes_on(self):
        self.serve()
        second = self.installation.launch()
        self.assertNotIn(second.exit_code(), (0, 78))
        self.assertIn("Another daemon has this database open.", second.said())
        Guest("Anna").come(self.visitor, self.mail, self.visitor.meetups()[0]["id"])
        self.assertEqual(self.installation.command("token", "create", "--name", "Anna").returncode, 0)

    def test_daemon_tells_the_service_manager_that_it_is_ready_alive_and_stopping(self):
        self.install()
        manager = ServiceManager(self.installation.folder / "notify")
        environment = {"NOTIFY_SOCKET": str(manager.path), "WATCHDOG_USEC": "1500000"}
        self.daemon = self.installation.launch(environment=environment)
        manager.wait("READY=1")
        port = int(re.search(r"listening on 127\.0\.0\.1:(\d+)", self.daemon.said())[1])
        with socket.create_connection(("127.0.0.1", port)):
            pass
        manager.wait("WATCHDOG=1")
        self.daemon.process.terminate()
        manager.wait("STOPPING=1")
        self.assertEqual(self.daemon.exit_code(), 0)

    def test_stopping_daemon_finishes_the_request_that_has_begun(self):
        self.serve()
        page = f"/en/meetups/{self.visitor.meetups()[0]['id']}"
        form_token = self.visitor.get(page).page.form_token.encode()
        request = SlowRequest(self.daemon, f"{page}/rsvps", WHOLE_FORM + b"&form_token=" + form_token)
        request.send_half()
        self.daemon.process.terminate()
        eventually(self.refuses_connections, "it takes no new connections")
        self.assertIn(b"303 See Other", request.send_rest())
        self.assertEqual(self.daemon.exit_code(), 0)
        self.assertEqual(self.rows("SELECT address FROM guests"), [("anna@example.net",)])

    def refuses_connections(self):
        try:
            socket.create_connection(("127.0.0.1", self.visitor.port)).close()
        except ConnectionRefusedError:
            return True
        return False

    @only_on_sqlite
    def test_rsvp_is_on_disk_before_it_is_acknowledged(self):
        self.install()
        trace = self.installation.folder / "trace"
        calls = "trace=pwrite64,fdatasync,write,writev,sendto,sendmsg"
        self.start(prefix=["strace", "-D", "-f", "-qq", "-y", "-s", "8192", "-e", calls, "-o", str(trace)])
        self.assertEqual(Guest("Durable").answer(self.visitor, self.visitor.meetups()[0]["id"]).status, 303)
        self.assertEqual(self.daemon.stop(), 0)
        lines = trace.read_text(errors="replace").splitlines()
        written = first(lines, 0, r"pwrite64\(\d+<[^>]*-wal>, .*durable@example\.net")
        synced = first(lines, written, r"fdatasync\(\d+<[^>]*-wal>")
        if "unfinished" in lines[synced]:
            process = lines[synced].split()[0]
            synced = first(lines, synced, rf"^{process} +<\.\.\. fdatasync resumed>\) += 0")
        first(lines, synced, r"HTTP/1\.1 303")
        self.assertFalse([line for line in lines[:synced] if "HTTP/1.1 303" in line])

    def test_log_has_no_personal_data(self):
        self.serve(log_level="trace")
        anna = Guest("Annabelle")
        letter = anna.come(self.visitor, self.mail, self.visitor.meetups()[0]["id"])
        self.visitor.get(letter.path)
        self.visitor.get(letter.path[:-1])
        self.assertEqual(self.daemon.stop(), 0)
        secrets = [letter.path.rsplit("/", 1)[1][:-1], self.mail.wait(anna.address, "confirm").path.rsplit("/", 1)[1]]
        for secret in (*secrets, "nnabelle", "127.0.0.1:" + str(self.mail.port)):
            self.assertNotIn(secret, self.daemon.said())

    def test_demo_network_needs_no_mail_server(self):
        demo = (REPOSITORY / "config/demo.yaml").read_text()
        demo = demo.replace("http://127.0.0.1:8080", BASE).replace("127.0.0.1:8080", "127.0.0.1:0")
        self.install().write(f"templates: {REPOSITORY}/templates\nguard: {{min_seconds: 0}}\n{demo}")
        self.start()
        self.assertEqual(len(self.visitor.api("GET", "/cities").json["cities"]), 8)
        maildir = Maildir(self.installation.folder / "var/mail")
        letter = Guest("Anna").come(self.visitor, maildir, self.visitor.meetups()[0]["id"], language="fr")
        self.assertEqual(letter.invitation_name, "invite.ics")
        private = [path for path in self.installation.folder.rglob("var/**/*") if path.stat().st_mode & 0o077]
        self.assertEqual(private, [])

    def test_rehearsal_is_announced_in_the_first_line_of_the_log(self):
        self.serve()
        self.assertIn("rehearsal", self.daemon.said().splitlines()[0])


class SlowRequest:
    """A POST whose second half is sent once the daemon has read the first."""

    def __init__(self, daemon, path, body):
        self.body = body
        self.port = daemon.port
        self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        ).encode()

    def send_half(self):
        self.connection.sendall(self.head + self.body[:8])
        eventually(self._is_read, "the daemon has read the first half")

    def send_rest(self):
        """Sends the second half and returns the whole response."""
        self.connection.sendall(self.body[8:])
        with self.connection, self.connection.makefile("rb") as answer:
            return answer.read()

    def _is_read(self):
        """Returns whether the daemon has read all bytes of the connection, as the kernel counts them."""
        ours = self.connection.getsockname()[1]
        ends = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        queues = [end[4] for end in ends
                  if end[1].endswith(f":{self.port:04X}") and end[2].endswith(f":{ours:04X}")]
        return [queue.split(":")[1] for queue in queues] == ["00000000"]


def first(lines, start, pattern):
    """Returns the number of the first line from `start` on that matches the pattern."""
    for number in range(start, len(lines)):
        if re.search(pattern, lines[number]):
            return number
    raise AssertionError(f"no {pattern} from line {start} on in:\n" + "\n".join(line[:160] for line in lines[start:]))
