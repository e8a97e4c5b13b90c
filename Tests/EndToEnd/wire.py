"""Sends a daemon bytes that no good client would send."""

import contextlib
import socket
import time

HOST = b"Host: 127.0.0.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def connect(port, receive_buffer=None, timeout=30):
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(timeout)
    connection.connect(("127.0.0.1", port))
    return connection


def exchange(port, request, timeout=30):
    """Sends a request and returns all bytes until the other side closes or breaks the connection."""
    with connect(port, timeout=timeout) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request)
        return read_to_end(connection)


def read_to_end(connection):
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while received := connection.recv(65536):
            answer += received
    return answer


def read_answer(connection):
    """Returns one response with the body that its Content-Length announces."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        received = connection.recv(65536)
        if not received:
            return answer
        answer += received
    head, body = answer.split(b"\r\n\r\n", 1)
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n")
                   if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def status(answer):
    """Returns the status of the first response, or None if there is none."""
    words = answer.split(b"\r\n", 1)[0].split()
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") else None


def seconds_until_closed(connection):
    """Returns how many seconds the other side takes to close the connection both ways: a write must fail."""
    start = time.monotonic()
    read_to_end(connection)
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)
    return time.monotonic() - start
