"""A service manager, which receives the messages of sd_notify(3)."""

import socket

from waiting import eventually


class ServiceManager:
    def __init__(self, path):
        self.path = path
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.socket.settimeout(20)

    def wait(self, words):
        """Waits for a message with a line that begins with these words."""
        eventually(lambda: self._hears(words), f"the daemon says {words}")

    def _hears(self, words):
        return any(line.startswith(words) for line in self.socket.recv(4096).decode().splitlines())
