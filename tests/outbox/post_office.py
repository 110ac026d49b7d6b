import socket

from aiosmtpd.controller import Controller
from django.test import override_settings

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostOffice:
    """A real SMTP server for the length of a block; `letters` holds what it took, `refuses` whom it turns away."""

    def __init__(self, port=None, refuses=()):
        self.port = port or free_port()
        self.refuses = refuses
        self.letters = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"

    def __enter__(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        self.settings = reachable_at(self.port)
        self.settings.enable()
        return self

    def __exit__(self, *error):
        self.settings.disable()
        self.controller.stop()

    def to(self, address):
        return [text for receivers, text in self.letters if address in receivers]


def reachable_at(port):
    return override_settings(
        EMAIL_BACKEND="outbox.mail.OutboxEmailBackend",
        OUTBOX_EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=5,
    )  # fmt: skip
