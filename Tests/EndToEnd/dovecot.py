"""A real IMAP server with one mailbox, removed at the end: Debian's Dovecot, on free ports of 127.0.0.1.

As a script it prints one line of JSON with the server's address, user, password and Maildir, and ends with its standard
input. A file with key and certificate as argument makes it encrypt.
"""

import fcntl
import grp
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from waiting import eventually

USER = "hopdrink@example.org"
PASSWORD = 'hop & "drink" \\o/'
FOLDERS = ("Done", "100% &AOk-t&AOk-")
"""The folders beside INBOX, named as on disk; the second is `100% été`."""

SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
default_internal_user = {internal_user}
default_internal_group = {internal_group}
default_login_user = {login_user}
first_valid_uid = 1
auth_mechanisms = plain
auth_failure_delay = 0
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
mail_fsync = never
ssl = {ssl}
{certificate}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/home
}}
namespace inbox {{
  inbox = yes
}}
service anvil {{
  chroot =
  # A wrong password does not delay the reply to the next.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port_or_none}
    ssl = yes
  }}
}}
"""

START = """
number=3
for port in "${@:2}"; do eval "exec $number<&$port"; number=$((number + 1)); done
LISTEN_PID=$$ LISTEN_FDS=$(($# - 1)) exec setpriv --pdeathsig KILL dovecot -F -c "$1"
"""
"""Dovecot gets its ports as from systemd, so nobody can take them before it listens. It dies with us."""


class Dovecot:
    """The server and its mailbox, which is a Maildir."""

    def __init__(self, certificate=None):
        self.folder = Path(tempfile.mkdtemp(prefix="hopdrink-dovecot-"))
        self.maildir = self.folder / "home/Maildir"
        self._users = Users()
        self._make_folders()
        sockets = [listening_socket() for _ in range(2 if certificate else 1)]
        self.port, self.tls_port = sockets[0].getsockname()[1], sockets[-1].getsockname()[1]
        self._configure(certificate)
        self._process = self._start(sockets)
        eventually(self._greets, f"Dovecot greets on port {self.port}")

    @property
    def address(self):
        return {
            "port": self.port, "tlsPort": self.tls_port, "user": USER, "password": PASSWORD, "maildir": str(self.maildir),
        }

    def deliver(self, name, content):
        """Puts a message into INBOX, as a mail server does."""
        draft = self.maildir / "tmp" / name
        draft.write_bytes(content)
        draft.rename(self.maildir / "new" / name)

    def messages(self, folder=""):
        """Returns the messages in INBOX, or in another folder."""
        place = self.maildir / (folder and f".{folder}")
        return [file.read_bytes() for part in ("new", "cur") for file in sorted((place / part).iterdir())]

    def remove(self):
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.folder)

    def _make_folders(self):
        self.folder.chmod(0o711)
        for name in ("", *(f".{folder}" for folder in FOLDERS)):
            for part in ("tmp", "new", "cur"):
                (self.maildir / name / part).mkdir(parents=True)
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{self._users.owner}:{self._users.group}", self.folder / "home"], check=True)

    def _configure(self, certificate):
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        (self.folder / "users").chmod(0o644)
        settings = SETTINGS.format(
            folder=self.folder,
            port=self.port,
            tls_port_or_none=self.tls_port if certificate else 0,
            ssl="yes" if certificate else "no",
            certificate=f"ssl_cert = <{certificate}\nssl_key = <{certificate}" if certificate else "",
            **vars(self._users),
        )
        (self.folder / "dovecot.conf").write_text(settings)

    def _start(self, sockets):
        # Numbers that the shell does not overwrite.
        numbers = [fcntl.fcntl(listening, fcntl.F_DUPFD, 100) for listening in sockets]
        command = ["bash", "-c", START, "bash", str(self.folder / "dovecot.conf"), *map(str, numbers)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=numbers)
        for number in numbers:
            os.close(number)
        for listening in sockets:
            listening.close()
        return process

    def _greets(self):
        assert self._process.poll() is None, (self.folder / "log").read_text()
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            return connection.recv(1000).startswith(b"* OK")


class Users:
    """The users of the server's processes: Dovecot's own users if we are root, otherwise ourselves."""

    def __init__(self):
        us = pwd.getpwuid(os.geteuid())
        is_root = us.pw_uid == 0
        self.owner = "nobody" if is_root else us.pw_name
        self.group = "nogroup" if is_root else grp.getgrgid(us.pw_gid).gr_name
        self.internal_user = "dovecot" if is_root else self.owner
        self.internal_group = "dovecot" if is_root else self.group
        self.login_user = "dovenull" if is_root else self.owner


def listening_socket():
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(100)
    return listening


def end(*_):
    # A second signal must not disturb what the first one began.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()


def main(certificate=None):
    # Threads of a Swift program block signals, and child processes inherit that: Dovecot would not end.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTERM, end)
    server = Dovecot(certificate)
    try:
        print(json.dumps(server.address), flush=True)
        sys.stdin.read()
    finally:
        server.remove()


if __name__ == "__main__":
    main(*sys.argv[1:])
