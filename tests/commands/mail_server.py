"""A mail server on this machine, which keeps what it is sent."""

import base64
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


class Server(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs; `refuse` are answers in place of its own, by the command."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, refuse=None, *, hangs=False):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refuse, self.hangs = refuse or {}, hangs
        self.mails, self.to, self.logins, self.over = [], [], [], threading.Event()

    @property
    def port(self):
        """The port that it listens on."""
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    """One client."""

    def handle(self):
        """Answer line by line."""
        if self.server.hangs:
            self.server.over.wait(20)
            return
        self.say("220 here")
        for line in self.rfile:
            words = line.decode().split()
            name = words[0].upper()
            if name in self.server.refuse:
                self.say(self.server.refuse[name])
            elif name == "EHLO":
                self.say("250-here\r\n250-AUTH PLAIN\r\n250 8BITMIME")
            elif name == "AUTH":
                self.server.logins.append(base64.b64decode(words[2]).decode().split("\0")[1:])
                self.say("235 welcome")
            elif name == "DATA":
                self.take()
            elif name == "QUIT":
                self.say("221 bye")
                return
            else:
                self.server.to += [line.decode().strip()] if name == "RCPT" else []
                self.say("250 well")

    def say(self, text):
        """Write a line."""
        self.wfile.write(f"{text}\r\n".encode())

    def take(self):
        """Take a message."""
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say("250 taken")


@contextmanager
def mail_server(refuse=None, *, hangs=False):
    """Give a server that runs meanwhile."""
    with Server(refuse, hangs=hangs) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
