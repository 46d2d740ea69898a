"""Real servers of mail on this machine, each with the manners that a test asks for."""

import contextlib
import socket
import ssl
import subprocess
import threading
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Manners:
    """What it answers, in order; then it takes all. It keeps what it took."""

    def __init__(self, *answers, refused=()):
        self.answers = list(answers)
        self.refused = refused
        self.mails = []
        self.receivers = []
        self.tries = 0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refused:
            return "550 no such user: \x1b[31mgone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.tries += 1
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(message_from_bytes(envelope.original_content, policy=default))
        self.receivers.append(list(envelope.rcpt_tos))
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextlib.contextmanager
def mail_server(manners, **how):
    """Its port."""
    controller = Controller(manners, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextlib.contextmanager
def silent_server():
    """It takes every call and says nothing; its port, and who called."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take():
            with contextlib.suppress(OSError):
                while True:
                    calls.append(server.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)
    for call in calls:
        call.close()


def known(user, password):
    """An authenticator that knows one user."""

    def check(server, session, envelope, mechanism, login):
        right = (login.login, login.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


def certificate(folder):
    """The path of a certificate for this machine, and a context for a server that shows it."""
    key, made = folder / "key.pem", folder / "made.pem"
    line = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
    where = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", *line.split(), *where], check=True, capture_output=True, timeout=30)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return made, context
