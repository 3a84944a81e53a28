"""A mail server on this machine, which keeps what it is sent."""

import base64
import socketserver
import ssl
import threading
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy


class Server(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs; `refuse` are answers in place of its own, by the command.

    With a `context` for it, it offers STARTTLS, or where it is `encrypted` from the start speaks nothing else.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, refuse=None, *, hangs=False, context=None, encrypted=False):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refuse, self.hangs, self.context, self.encrypted = refuse or {}, hangs, context, encrypted
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
        with suppress(ssl.SSLError, ConnectionError):  # a client that does not trust the certificate goes away
            if self.server.encrypted:
                self.encrypt()
            self.say("220 here")
            self.talk()

    def talk(self):
        """Answer what the client says."""
        while line := self.rfile.readline():
            words = line.decode().split()
            name = words[0].upper()
            if name in self.server.refuse:
                self.say(self.server.refuse[name])
            elif name == "EHLO":
                offers = ["250-STARTTLS"] if self.server.context and not self.server.encrypted else []
                self.say("\r\n".join(["250-here", *offers, "250-AUTH PLAIN", "250 8BITMIME"]))
            elif name == "STARTTLS":
                self.say("220 begin")
                self.encrypt()
            elif name == "AUTH":
                assert isinstance(self.request, ssl.SSLSocket) or not self.server.context, "a login in the clear"
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

    def encrypt(self):
        """Go on encrypted."""
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.setup()

    def finish(self):
        """Close what was opened, the socket of the encryption, too."""
        super().finish()
        self.request.close()

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
def mail_server(refuse=None, **options):
    """Give a server that runs meanwhile."""
    with Server(refuse, **options) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
