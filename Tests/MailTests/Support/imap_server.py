"""An IMAP server that follows rules, wrong ones too.

The argument is a JSON list with an object for the first, second, … connection; the last one applies to all further
connections. Each has
  validity  the folder's UIDVALIDITY
  nextUID   its UIDNEXT; the number after the last message's if there is none, left out if 0
  messages  their texts by number
  answers   by step: CAPABILITY, LOGIN, SELECT, SEARCH, FETCH, MOVE, STORE; "FETCH 2" is for message 2 alone. "NO …"
            and "BAD …" are the command's result. Others are
            close    disconnect                       silence  no reply from here on
            drop N   (FETCH) disconnect after N bytes before X (FETCH) send the line X before the message
            missing  (FETCH) reply OK without the message

It prints the port, then one line for each command. It ends with its standard input.
"""

import asyncio
import json
import sys

connections = json.loads(sys.argv[1])
accepted = 0


def say(*words):
    print(*words, flush=True)


class Disconnect(Exception):
    pass


class Conversation:
    def __init__(self, reader, writer, script):
        self.reader, self.writer, self.script = reader, writer, script
        self.messages = {int(uid): text.encode() for uid, text in script["messages"].items()}
        self.uids = sorted(self.messages)
        self.is_mute = False

    async def run(self):
        await self.write("* OK ready")
        while line := await self.reader.readline():
            tag, *words = line.decode().split()
            say("command", *words)
            step = words[1] if words[0] == "UID" else {"AUTHENTICATE": "LOGIN"}.get(words[0], words[0])
            answers = self.script["answers"]
            rule = answers.get(" ".join([step, *words[2:3]]), answers.get(step, ""))
            if rule == "close":
                raise Disconnect
            self.is_mute = self.is_mute or rule == "silence"
            if rule.startswith(("NO ", "BAD ")):
                await self.write(f"{tag} {rule}")
                continue
            answer = getattr(self, step.lower(), None)
            if answer:
                await answer(words, rule)
            await self.write(f"{tag} OK done")

    async def write(self, text):
        await self.write_bytes(text.encode() + b"\r\n")

    async def write_bytes(self, content):
        if not self.is_mute:
            self.writer.write(content)
            await self.writer.drain()

    async def capability(self, words, rule):
        await self.write(f"* CAPABILITY IMAP4rev1 {rule}")

    async def select(self, words, rule):
        await self.write(f"* {len(self.uids)} EXISTS")
        if "validity" in self.script:
            await self.write(f"* OK [UIDVALIDITY {self.script['validity']}] valid")
        following = self.script.get("nextUID", max(self.uids, default=0) + 1)
        if following:
            await self.write(f"* OK [UIDNEXT {following}] next")

    async def search(self, words, rule):
        if words[2] == "UID":
            low, high = map(int, words[3].split(":"))
            found = [uid for uid in self.uids if low <= uid <= high]
        else:
            found = self.uids[-1:] if words[2] == "*" else self.uids[:1]
        await self.write(" ".join(["* SEARCH", *map(str, found)]))

    async def fetch(self, words, rule):
        if rule == "missing":
            return
        if rule.startswith("before "):
            await self.write(rule[7:])
        uid = int(words[2])
        text = self.messages[uid]
        await self.write(f"* {self.uids.index(uid) + 1} FETCH (UID {uid} BODY[] {{{len(text)}}}")
        if rule.startswith("drop "):
            await self.write_bytes(text[: int(rule[5:])])
            raise Disconnect
        await self.write_bytes(text)
        await self.write(")")

    async def logout(self, words, rule):
        await self.write("* BYE")


async def serve(reader, writer):
    global accepted
    script = connections[min(accepted, len(connections) - 1)]
    accepted += 1
    say("connection", accepted)
    try:
        await Conversation(reader, writer, script).run()
    except (Disconnect, ConnectionError):
        pass
    finally:
        writer.close()
        say("closed")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    say(server.sockets[0].getsockname()[1])
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    await orders.read()


asyncio.run(main())
