"""An SMTP server that follows rules, wrong ones too.

The argument is a JSON object:
  connections  rules for the first, second, … connection; the last ones apply to all further connections
  certificate  a PEM file with key and certificate, for STARTTLS and smtps
  smtps        encrypted from the start

Rules give the reply to a step: GREETING, EHLO, HELO (as EHLO if not given), STARTTLS, AUTH, MAIL, RCPT, DATA, NOOP,
END (the final dot). Instead of a reply:
  close   disconnect                    silence  no reply from here on
  hold X  reply X when more arrives     drop N   (DATA only) accept, and disconnect after N bytes of text
  refuse N X   (DATA only) accept, reply X after N bytes of text, and disconnect
  stall N      (DATA only) accept, and stop reading after N bytes of text
EXTENSIONS lists what EHLO offers, separated by commas.

It prints the port, then one line for each event. A line on standard input sends 421 to every open connection and closes
it. It ends with its standard input.
"""

import asyncio
import json
import socket
import ssl
import struct
import sys

script = json.loads(sys.argv[1])
connections = script["connections"]
writers = set()
accepted = 0


def say(*words):
    print(*words, flush=True)


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(script["certificate"])
    return made


def step_of(line):
    return line.split(b" ")[0].strip().upper().decode()


class Disconnect(Exception):
    pass


class Conversation:
    defaults = {
        "GREETING": "220 fault.example ESMTP",
        "STARTTLS": "220 2.0.0 go ahead",
        "AUTH": "235 2.7.0 welcome",
        "HELO": "250 fault.example",
        "NOOP": "250 2.0.0 Ok",
        "MAIL": "250 2.1.0 Ok",
        "RCPT": "250 2.1.5 Ok",
        "DATA": "354 go on",
        "END": "250 2.0.0 Ok: queued as Q1",
        "QUIT": "221 2.0.0 Bye",
    }

    def __init__(self, reader, writer, rules):
        self.reader, self.writer, self.rules = reader, writer, rules
        self.held, self.is_mute = None, False

    async def answer(self, step):
        text = self.rules.get(step, self.defaults.get(step, "502 5.5.2 what?"))
        if text == "close":
            raise Disconnect
        if text.startswith("hold "):
            self.held = text[5:]
        elif text == "silence":
            self.is_mute = True
        else:
            await self.write(text)
        return text

    async def write(self, text):
        if self.is_mute:
            return
        self.writer.write(text.replace("\n", "\r\n").encode() + b"\r\n")
        await self.writer.drain()

    async def line(self):
        line = await self.reader.readline()
        if not line:
            raise Disconnect
        if self.held:
            await self.write(self.held)
            self.held = None
        return line

    async def run(self):
        await self.answer("GREETING")
        while True:
            line = await self.line()
            step = step_of(line)
            if step == "HELO" and step not in self.rules and "EHLO" in self.rules:
                step = "EHLO"
            say("command", line.decode("latin-1").strip())
            if step == "EHLO":
                await self.greet()
            elif step == "STARTTLS":
                if (await self.answer(step)).startswith("220"):
                    await self.writer.start_tls(context())
            elif step == "AUTH":
                for _ in range(2 if line.upper().startswith(b"AUTH LOGIN") else 1):
                    await self.write("334 ")
                    await self.line()
                await self.answer(step)
            elif step == "DATA":
                await self.receive()
            else:
                await self.answer(step)
                if step == "QUIT" and not self.is_mute:
                    raise Disconnect

    async def greet(self):
        if "EHLO" in self.rules:
            return await self.answer("EHLO")
        offers = [name for name in self.rules.get("EXTENSIONS", "SIZE 1000000").split(",") if name]
        lines = ["fault.example"] + offers
        await self.write("\n".join("250" + (" " if text is lines[-1] else "-") + text for text in lines))

    async def receive(self):
        rule = self.rules.get("DATA", "")
        if rule.startswith("drop "):
            await self.write("354 go on")
            await self.reader.readexactly(int(rule[5:]))
            self.reset()
            raise Disconnect
        if rule.startswith("refuse "):
            await self.write("354 go on")
            count, text = rule[7:].split(" ", 1)
            await self.reader.readexactly(int(count))
            await self.write(text)
            raise Disconnect
        if rule.startswith("stall "):
            await self.write("354 go on")
            await self.reader.readexactly(int(rule[6:]))
            say("stalled")
            await asyncio.Event().wait()
        if not (await self.answer("DATA")).startswith("354"):
            return
        text, line = b"", await self.line()
        while line != b".\r\n":
            text, line = text + line, await self.line()
        say("message", text.hex())
        await self.answer("END")

    def reset(self):
        linger = struct.pack("ii", 1, 0)
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


async def serve(reader, writer):
    global accepted
    rules = connections[min(accepted, len(connections) - 1)]
    accepted += 1
    writers.add(writer)
    say("connection", accepted)
    try:
        await Conversation(reader, writer, rules).run()
    except (Disconnect, ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
        pass
    finally:
        writers.discard(writer)
        writer.close()
        say("closed")


async def disconnect():
    for writer in list(writers):
        writer.write(b"421 4.4.2 idle too long\r\n")
        await writer.drain()
        writer.close()
    say("hung up")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context() if script.get("smtps") else None)
    say(server.sockets[0].getsockname()[1])
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while await orders.readline():
        await disconnect()


asyncio.run(main())
