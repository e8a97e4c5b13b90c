"""A real Postfix with a configuration of its own, on a free port."""

import shutil
import smtplib
import subprocess
import tempfile
from pathlib import Path

from mailserver import Letter, Mailboxes
from ports import free_port
from waiting import eventually

OURS = "example.org"
"""The domain of the network. Mail to it goes by the aliases."""

GUESTS = "example.net"
"""The domain of the guests, whose mailboxes are Maildirs."""

ELSEWHERE = "example.com"
"""A domain whose mail goes to another server, which the test names."""

USER = "nobody"
"""The user as whom Postfix starts programs and writes to mailboxes, and as whom the daemon runs."""

MAIN = """
compatibility_level = 3.6
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
queue_directory = {folder}/queue
data_directory = {folder}/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{ours}
mydestination = {ours}
mynetworks = 127.0.0.0/8
recipient_delimiter = +
alias_maps = texthash:{folder}/aliases
alias_database =
local_recipient_maps = texthash:{folder}/aliases
allow_mail_to_commands = alias
allow_mail_to_files = alias
default_privs = {user}
virtual_mailbox_domains = {guests}
virtual_mailbox_base = {folder}/mailboxes
virtual_mailbox_maps = texthash:{folder}/mailboxes.map
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
transport_maps = texthash:{folder}/transport
relay_domains = {elsewhere}
smtp_tls_security_level = none
smtpd_tls_security_level = none
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
bounce_notice_recipient = nobody@{guests}
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n - n 1 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 1 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
local     unix  - n n - - local
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


class Postfix(Mailboxes):
    """The server. `aliases` say where mail to our domain goes; `guests` have mailboxes."""

    def __init__(self, aliases, guests, elsewhere_port=None):
        self.folder = Path(tempfile.mkdtemp(prefix="hopdrink-postfix-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self._write_settings()
        self._write_map("aliases", [f"{name} {target}" for name, target in aliases.items()])
        self._write_map("mailboxes.map", [f"{guest}@{GUESTS} {guest}/" for guest in [*guests, "nobody"]])
        route = f"{ELSEWHERE} smtp:[127.0.0.1]:{elsewhere_port}" if elsewhere_port else ""
        self._write_map("transport", [route])
        self._run("start")
        eventually(self._greets, f"Postfix greets on port {self.port}")

    def send(self, sender, recipient, content):
        """Sends a message to Postfix, as another server would."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as connection:
            connection.sendmail(sender, [recipient], content)

    @property
    def settings(self):
        """Returns the relay's part of a configuration."""
        return {"host": "127.0.0.1", "port": self.port, "security": "none", "connections": 2}

    @property
    def letters(self):
        """Returns the emails in the guests' mailboxes, the oldest first."""
        files = sorted((self.folder / "mailboxes").glob("*/new/*"), key=lambda file: file.stat().st_mtime_ns)
        return [Letter([f"{file.parts[-3]}@{GUESTS}"], file.read_bytes()) for file in files]

    def log(self):
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.exists() else ""

    def remove(self):
        self._run("stop")
        shutil.rmtree(self.folder)

    def _write_settings(self):
        for name in ("queue", "data", "mailboxes"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        shutil.chown(self.folder / "mailboxes", USER)
        user = subprocess.run(["id", "-u", USER], capture_output=True, text=True, check=True).stdout.strip()
        group = subprocess.run(["id", "-g", USER], capture_output=True, text=True, check=True).stdout.strip()
        words = {"folder": self.folder, "port": self.port, "user": USER, "uid": user, "gid": group}
        names = {"ours": OURS, "guests": GUESTS, "elsewhere": ELSEWHERE}
        (self.folder / "main.cf").write_text(MAIN.format(**words, **names))
        (self.folder / "master.cf").write_text(MASTER.format(**words))

    def _write_map(self, name, lines):
        (self.folder / name).write_text("".join(f"{line}\n" for line in lines if line))

    def _run(self, command):
        words = ["postfix", "-c", str(self.folder), command]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"postfix {command}: {done.stdout}{done.stderr}\n{self.log()}"

    def _greets(self):
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=20):
                return True
        except OSError:
            return False


