"""Ports for servers that can't choose one themselves."""

import socket


def free_port():
    """Returns a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
