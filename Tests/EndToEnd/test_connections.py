"""Broken and hostile connections get an error response and cost nobody else anything."""

import contextlib
import json
import re
import resource
import signal
import socket
import time
from pathlib import Path

from case import EndToEndTest
from guests import Guest
from waiting import eventually
from wire import FORM, HOST, connect, exchange, read_answer, read_to_end, seconds_until_closed, status

BROKEN = {
    "no request at all": b"\x00\xff\xfe\r\n\r\n",
    "a connection that wants to be encrypted": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(32),
    "HTTP/2 without being asked": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/2 as a version": b"GET /en/ HTTP/2.0\r\n" + HOST + b"\r\n",
    "a version that never was": b"GET /en/ HTTP/7.3\r\n" + HOST + b"\r\n",
    "a version that is no number": b"GET /en/ HTTP/x\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get /en/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "two lengths": b"POST /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length that is no number": b"POST /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: +1\r\n\r\na",
    "a negative length": b"POST /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "a length beyond all numbers": b"POST /en/ HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n",
    "a length beside chunks": b"POST /en/ HTTP/1.1\r\n" + HOST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks beside a length": b"POST /en/ HTTP/1.1\r\n" + HOST
    + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunks that are not the last coding": b"POST /en/ HTTP/1.1\r\n" + HOST
    + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": b"POST /en/tours/followers HTTP/1.0\r\n" + HOST + FORM
    + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
    "a chunk whose size is no number": b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM
    + b"Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n",
    "a chunk beyond all numbers": b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM
    + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 20 + b"\r\n",
    "a chunk longer than it says": b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM
    + b"Transfer-Encoding: chunked\r\n\r\n2\r\na=bcdef\r\n0\r\n\r\n",
    "a chunk whose extension never ends": b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM
    + b"Transfer-Encoding: chunked\r\n\r\n3;x=" + b"y" * 400_000,
    "trailers without end": b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM
    + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
    "a space before a colon": b"GET /en/ HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
    "a folded field": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: b\r\n c\r\n\r\n",
    "a field without a name": b"GET /en/ HTTP/1.1\r\n" + HOST + b": b\r\n\r\n",
    "a field without a colon": b"GET /en/ HTTP/1.1\r\n" + HOST + b"nothing\r\n\r\n",
    "a NUL in a field": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: b\x00c\r\n\r\n",
    "a bare CR in a field": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: b\rc\r\n\r\n",
    "lines that end in LF alone": b"GET /en/ HTTP/1.1\nHost: 127.0.0.1\n\n",
    "too many fields": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 5000 + b"\r\n",
    "a field that is too long": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
    "an address that is too long": b"GET /" + b"y" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a space in the address": b"GET /en/ tours HTTP/1.1\r\n" + HOST + b"\r\n",
    "two Host fields": b"GET /en/ HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "no Host field": b"GET /en/ HTTP/1.1\r\n\r\n",
}

TARGETS = [
    b"http://evil.example/en/",
    b"https://127.0.0.1/en/",
    b"ftp://127.0.0.1/en/",
    b"http://127.0.0.1@evil.example/en/",
    b"http://anna@127.0.0.1/en/",
    b"http:///en/",
    b"http:/en/",
    b"foo:/en/",
    b"127.0.0.1:80",
    b"*",
]

HOSTS = [
    b"", b"evil.example", b"127.0.0.1@evil.example", b"evil@127.0.0.1", b"127.0.0.1:80@evil.example",
    b"127.0.0.1:evil", b"127.0.0.1:99999", b"127.0.0.1:-1", b"127.0.0.1:80:80", b"127.0.0.1 evil.example",
    b"127.0.0.1,evil.example", b"127.0.0.1/", b"127.0.0.1#", b"127.0.0.1?", b"%31%32%37.0.0.1", b"[::1]evil",
    b"[::1", b"[::1]:x", b":80", b"127.0.0.1.", b"http://127.0.0.1", b"\xff127.0.0.1",
]


class ClientErrorTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve()
        self.port = self.daemon.port

    def check_log(self):
        """Checks that the log has nothing about them at its usual level."""
        self.assertEqual(self.visitor.get("/en/").status, 200)
        self.assertEqual(self.daemon.stop(), 0)
        lines = [line for line in self.daemon.said().splitlines() if re.search(r"Z (error|warning|critical) ", line)]
        self.assertEqual([line for line in lines if "rehearsal" not in line and "proxies" not in line], [])

    def test_malformed_request_gets_400_and_ends_the_connection(self):
        for what, request in BROKEN.items():
            with self.subTest(what):
                start = time.monotonic()
                answer = exchange(self.port, request)
                if what != "no Host field" and what != "two Host fields":
                    self.assertLess(time.monotonic() - start, 10)
                self.assertEqual(status(answer), 400, answer[:200])
        self.check_log()

    def test_unknown_methods_and_codings_get_501(self):
        expected = {b"BREW": 501, b"PROPFIND": 501, b"GETX": 501, b"PUT": 404, b"TRACE": 404}
        for method, answer in expected.items():
            with self.subTest(method):
                request = method + b" /en/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
                self.assertEqual(status(exchange(self.port, request)), answer)
        request = b"POST /en/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
        self.assertEqual(status(exchange(self.port, request)), 501)
        self.check_log()

    def test_request_for_another_host_gets_400(self):
        for target in TARGETS:
            with self.subTest(target=target):
                request = b"GET " + target + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
                self.assertEqual(status(exchange(self.port, request)), 400)
        for host in HOSTS:
            with self.subTest(host=host):
                request = b"GET /en/ HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
                self.assertEqual(status(exchange(self.port, request)), 400)
        tunnel = b"CONNECT 127.0.0.1:80 HTTP/1.1\r\n" + HOST + b"\r\n"
        self.assertEqual(status(exchange(self.port, tunnel)), 400)
        self.check_log()

    def test_request_for_one_of_our_hosts_is_answered(self):
        port = str(self.port).encode()
        for host in (b"127.0.0.1", b"127.0.0.1:" + port, b"127.0.0.1:", b"\t127.0.0.1 ", b"LOCALHOST", b"hopdrink.test", b"[::1]:80"):
            with self.subTest(host=host):
                request = b"GET /en/ HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
                self.assertEqual(status(exchange(self.port, request)), 200)
        for target in (b"http://127.0.0.1/en/", b"HTTP://hopdrink.test:" + port + b"/en/", b"http://localhost/en/?a=b"):
            with self.subTest(target=target):
                request = b"GET " + target + b" HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                self.assertEqual(status(exchange(self.port, request)), 200)
        options = b"OPTIONS * HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
        self.assertEqual(status(exchange(self.port, options)), 204)

    def test_connection_is_closed_after_http_1_0_and_after_connection_close(self):
        for request in (
            b"GET /en/ HTTP/1.0\r\n" + HOST + b"\r\n",
            b"GET /en/ HTTP/1.0\r\n" + HOST + b"Connection: keep-alive\r\n\r\n",
            b"GET /en/ HTTP/1.1\r\n" + HOST + b"Connection: Close\r\n\r\n",
            b"GET /en/ HTTP/1.1\r\n" + HOST + b"Connection: foo, close\r\n\r\n",
            b"GET /en/ HTTP/1.1\r\n" + HOST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n",
        ):
            with self.subTest(request), connect(self.port) as connection:
                connection.sendall(request)
                answer = read_answer(connection)
                self.assertEqual(status(answer), 200)
                self.assertIn(b"connection: close", answer.lower())
                self.assertLess(seconds_until_closed(connection), 2)

    def test_connection_stays_open_after_errors_too(self):
        body = FORM + b"Content-Length: 3\r\n\r\na=b"
        with connect(self.port) as connection:
            for request, expected in (
                (b"GET /en/ HTTP/1.1\r\n" + HOST + b"\r\n", 200),
                (b"GET /nothing/here HTTP/1.1\r\n" + HOST + b"\r\n", 404),
                (b"POST /en/nowhere/at/all HTTP/1.1\r\n" + HOST + body, 404),
                (b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + body, 422),
                (b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\na=b", 415),
                (b"GET /en/ HTTP/1.1\r\n" + HOST + b"\r\n", 200),
            ):
                connection.sendall(request)
                self.assertEqual(status(read_answer(connection)), expected)

    def test_chunked_bodies_are_read_whatever_the_spelling_of_the_field(self):
        for field in (b"Transfer-Encoding: chunked", b"TRANSFER-ENCODING:\tChunked "):
            for chunks in (b"3\r\na=b\r\n0\r\n\r\n", b"1;x=y\r\na\r\n2\r\n=b\r\n0\r\nX: y\r\n\r\n"):
                with self.subTest(field=field, chunks=chunks):
                    head = b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM + b"Connection: close\r\n"
                    self.assertEqual(status(exchange(self.port, head + field + b"\r\n\r\n" + chunks)), 422)

    def test_pipelined_requests_are_answered_in_order(self):
        paths = [b"/en/", b"/nothing/here", b"/fr/", b"/feeds/tours.ics"]
        requests = b"".join(b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n" for path in paths)
        with connect(self.port) as connection:
            connection.sendall(requests + b"GET /en/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n" + requests)
            statuses = re.findall(rb"^HTTP/1\.1 (\d+)", read_to_end(connection), re.M)
        self.assertEqual(statuses, [b"200", b"404", b"200", b"200", b"200"])

    def test_unread_body_ends_the_connection_after_the_response(self):
        size = 50_000_000
        for path, fields, expected in (
            ("/en/tours/followers", FORM, 413),
            ("/en/tours/followers", b"", 415),
            ("/nothing/here", FORM, 404),
            ("/en/", FORM, 404),
            ("/en/tours/followers", FORM + b"Sec-Fetch-Site: cross-site\r\n", 403),
            ("/api/v1/meetups", b"Content-Type: application/json\r\n", 401),
            ("/api/v1/meetups/x/rsvps", b"Content-Type: application/json\r\n", 413),
        ):
            with self.subTest(path, expected=expected), connect(self.port) as connection:
                head = b"POST " + path.encode() + b" HTTP/1.1\r\n" + HOST + fields
                connection.sendall(head + b"Content-Length: %d\r\n\r\n" % size + b"a" * 1000)
                answer = read_answer(connection)
                self.assertIn(status(answer), (expected, 404))
                self.assertIn(b"connection: close", answer.lower())
                sent, seconds = self.send_until_closed(connection)
                self.assertLess(seconds, 3)
                self.assertLess(sent, 8_000_000)
        self.check_log()

    def send_until_closed(self, connection):
        """Returns how many bytes we can send, and for how many seconds. The kernel's buffer takes some of them."""
        start, sent = time.monotonic(), 0
        with contextlib.suppress(OSError):
            while time.monotonic() - start < 20:
                sent += connection.send(b"a" * 65536)
        return sent, time.monotonic() - start

    def test_client_that_stays_after_413_is_disconnected(self):
        with connect(self.port) as connection:
            connection.sendall(b"POST /en/tours/followers HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 99999\r\n\r\n")
            self.assertEqual(status(read_answer(connection)), 413)
            self.assertLess(seconds_until_closed(connection), 2.5)

    def test_client_that_leaves_causes_no_error(self):
        form = f"/en/meetups/{self.visitor.meetups()[0]['id']}/rsvps".encode()
        half = b"POST " + form + b" HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 200\r\n\r\nname=Anna&email=anna%40example.ne"
        chunked = b"POST " + form + b" HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nname="
        feed = b"GET /feeds/tours.ics HTTP/1.1\r\n" + HOST + b"\r\n"
        for request in (b"GET /en/", half, chunked, feed, feed * 200):
            for leave in (close, reset, half_close):
                with self.subTest(request[:40], leave=leave.__name__):
                    connection = connect(self.port)
                    connection.sendall(request)
                    leave(connection)
        self.check_log()
        self.assertEqual(self.rows("SELECT COUNT(*) FROM rsvps"), [(0,)])

    def test_client_cannot_fill_the_log(self):
        self.assertEqual(self.daemon.stop(), 0)
        self.installation.configure(log_level="debug")
        self.start()
        for _ in range(300):
            self.assertEqual(self.visitor.get("/nothing/here").status, 404)
            exchange(self.daemon.port, b"\x00\r\n\r\n")
        self.assertEqual(self.daemon.stop(), 0)
        said = self.daemon.said()
        self.assertLess(len(re.findall(" debug request |HTTP parse error", said)), 150)
        left_out = sum(int(count) for count in re.findall(r"lines about requests were left out count=(\d+)", said))
        self.assertGreater(left_out, 450)


def close(connection):
    connection.close()


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()


def half_close(connection):
    connection.shutdown(socket.SHUT_WR)
    read_to_end(connection)
    connection.close()


class StopTest(EndToEndTest):
    def test_stop_does_not_wait_for_unfinished_requests_and_loses_no_rsvp(self):
        self.serve()
        port = self.daemon.port
        meetup = self.visitor.meetups()[0]["id"]
        form = f"POST /en/meetups/{meetup}/rsvps HTTP/1.1\r\n".encode() + HOST + FORM
        feed = b"GET /feeds/tours.ics HTTP/1.1\r\n" + HOST + b"\r\n"
        kept = [self.hold(port, b"GET /en/tours HTTP/1.1\r\n" + HOST + b"X-") for _ in range(20)]
        kept += [self.hold(port, form + b"Content-Length: 200\r\n\r\nname=A") for _ in range(20)]
        kept += [self.hold(port, form + b"Transfer-Encoding: chunked\r\n\r\n5\r\nname=\r\n") for _ in range(5)]
        kept += [self.hold(port, feed * 100, receive_buffer=2048) for _ in range(10)]
        kept += [self.hold(port, b"") for _ in range(5)]
        guests = [Guest(f"Guest{number}") for number in range(5)]
        for guest in guests:
            self.assertEqual(guest.answer(self.visitor, meetup).status, 303)
        start = time.monotonic()
        self.daemon.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.daemon.exit_code(), 0)
        seconds = time.monotonic() - start
        self.assertLess(seconds, 5)
        self.assertNotIn(" error ", self.daemon.said())
        found = {row[0] for row in self.rows("SELECT address FROM guests")}
        self.assertEqual(found, {guest.address for guest in guests})
        for connection in kept:
            connection.close()

    def hold(self, port, data, receive_buffer=None):
        connection = connect(port, receive_buffer)
        self.addCleanup(connection.close)
        connection.sendall(data)
        return connection


class DescriptorsTest(EndToEndTest):
    def start_with(self, limit):
        self.install()
        self.start(prefix=["prlimit", f"--nofile={limit}:{limit}"])

    def fill(self, count=400):
        """Opens idle connections until no more are accepted; the kernel lets some wait."""
        for _ in range(count):
            connection = socket.socket()
            self.addCleanup(connection.close)
            self.idle.append(connection)
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", self.daemon.port))

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.daemon.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def open_files(self):
        return len(list(Path(f"/proc/{self.daemon.process.pid}/fd").iterdir()))

    def check_it_rests(self, seconds=3):
        """Checks that the daemon uses less than a tenth of a processor while it waits."""
        cpu, start = self.cpu_seconds(), time.monotonic()
        time.sleep(seconds)
        self.assertLess(self.cpu_seconds() - cpu, 0.1 * (time.monotonic() - start))

    def answer_on(self, connection, meetup, guest):
        """Sends an RSVP on an open connection and returns the status of the response."""
        body = json.dumps({"name": guest.name, "email": guest.address}).encode()
        head = f"POST /api/v1/meetups/{meetup}/rsvps HTTP/1.1\r\n".encode() + HOST
        connection.sendall(head + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        return status(read_answer(connection))

    def test_daemon_full_of_idle_connections_waits_and_keeps_working(self):
        for limit in (64, 128):
            with self.subTest(limit):
                self.idle = []
                self.start_with(limit)
                meetup = self.visitor.meetups()[0]["id"]
                known = connect(self.daemon.port)
                self.addCleanup(known.close)
                known.sendall(b"GET /en/ HTTP/1.1\r\n" + HOST + b"\r\n")
                self.assertEqual(status(read_answer(known)), 200)
                self.fill()
                eventually(lambda: "All connections are taken" in self.daemon.said(), "it is full")
                guest = Guest(f"During{limit}")
                self.assertEqual(self.answer_on(known, meetup, guest), 201)
                self.mail.wait(guest.address, "confirm")
                for command in (["mail", "list"], ["token", "create", "--name", "Anna"]):
                    done = self.installation.command(*command)
                    self.assertEqual(done.returncode, 0, done.stderr)
                self.check_it_rests()
                self.assertLess(self.open_files(), limit)
                for connection in self.idle:
                    connection.close()
                Guest(f"After{limit}").come(self.visitor, self.mail, meetup)
                self.assertNotIn("Too many open files", self.daemon.said())
                self.assertEqual(self.daemon.stop(), 0)

    def test_daemon_without_a_free_descriptor_waits(self):
        self.idle = []
        self.serve()
        pid = self.daemon.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (self.open_files() + 2, before[1]))
        self.fill(20)
        eventually(lambda: "New connections wait, for none can be taken." in self.daemon.said(), "it says so")
        self.check_it_rests()
        self.assertLess(self.daemon.said().count("New connections wait"), 3)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        Guest("After").come(self.visitor, self.mail, self.visitor.meetups()[0]["id"])
        self.assertEqual(self.daemon.stop(), 0)

    def test_daemon_with_too_few_descriptors_says_so_and_does_not_start(self):
        self.install()
        daemon = self.installation.launch(prefix=["prlimit", "--nofile=40:40"])
        self.assertEqual(daemon.exit_code(), 78)
        self.assertRegex(daemon.said(), r"The system lets the daemon open 40 files, and it needs \d+")

    def test_daemon_raises_the_limit_on_open_files(self):
        self.install()
        self.start(prefix=["prlimit", "--nofile=64:5120"])
        limit, _ = resource.prlimit(self.daemon.process.pid, resource.RLIMIT_NOFILE)
        self.assertGreater(limit, 4096)
        self.assertNotIn("limit on open files", self.daemon.said())

    def test_systemd_unit_asks_for_enough_descriptors(self):
        unit = (Path(__file__).parents[2] / "systemd/hopdrink.service").read_text()
        asked = int(re.search(r"^LimitNOFILE=(\d+)$", unit, re.M)[1])
        self.install()
        self.start(prefix=["prlimit", f"--nofile={asked}:{asked}"])
        self.assertNotIn("limit on open files", self.daemon.said())
