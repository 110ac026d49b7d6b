"""Asks for addresses in a role, and keeps everything that an outsider could learn from the answer."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.db import connection
from django.test import Client
from pypdf import PdfReader

TEXT_OF_BYTES = "latin-1"
FORM_DATA = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Visit:
    """One request. `twin` is the same request about nothing, where replacing the tokens does not make it; what a form
    sends is `body`, and about nothing `twin_body`."""

    address: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    twin: str = ""
    body: str = ""
    twin_body: str = ""

    def __str__(self):
        conditions = "".join(f" [{name}: {value}]" for name, value in self.headers)
        return f"{self.method} {self.address}{conditions}{self.body and f' [{self.body}]'}"

    def about(self, address):
        return Visit(address, self.method, self.headers, body=self.twin_body or self.body)


@dataclass
class Answer:
    status: int
    reason: str
    headers: list
    text: str
    queries: int
    #: The path that was asked for, and the pattern of the address map that it has followed.
    asked: str
    route: str

    def everything(self):
        return "\n".join([f"{self.status} {self.reason}", *(f"{k}: {v}" for k, v in self.headers), self.text])


class Queries:
    """Counts without keeping the text: the log of Django's own counter ends at nine thousand."""

    number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


class Visitor:
    """One role: a client that is logged in, carries a dead session cookie, or is nobody."""

    def __init__(self, role, user=None):
        self.role = role
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        elif role == "stale session":
            self.client.cookies[settings.SESSION_COOKIE_NAME] = "expired0session0of0long0ago00000"

    def ask(self, visit):
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in visit.headers}
        count = Queries()
        with connection.execute_wrapper(count):
            response = self.client.generic(visit.method, visit.address, visit.body, FORM_DATA, **headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        self._forget_what_was_said()
        # The handler's own: the response's would be resolved now, in no language.
        match = response.wsgi_request.resolver_match
        return Answer(
            response.status_code,
            response.reason_phrase,
            list(response.items()) + [("set-cookie", name) for name in response.cookies],
            text_of(body, response.headers),
            count.number,
            visit.address,
            getattr(match, "route", "") or "",
        )

    def _forget_what_was_said(self):
        """Messages of the admin heap up in a cookie: each answer is to be the first."""
        for name in set(self.client.cookies) - {settings.SESSION_COOKIE_NAME}:
            del self.client.cookies[name]


def text_of(body, headers):
    """The body as text, unpacked: what is inside an archive or a compressed answer can be read as well."""
    if headers.get("Content-Encoding") == "gzip":
        body = zlib.decompress(body, wbits=31)
    if body.startswith(b"PK\x03\x04"):
        return "\n".join(_members(body))
    if body.startswith(b"%PDF-"):
        return "\n".join(_pages(body))
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode(TEXT_OF_BYTES)


def _pages(body):
    """What a PDF file says of itself, on its pages, and by its links: inside it is compressed, and set in glyphs."""
    file = PdfReader(BytesIO(body))
    yield "\n".join(map(str, (file.metadata or {}).values()))
    for page in file.pages:
        # Of some fonts each letter comes as two bytes.
        yield page.extract_text().replace("\0", "")
        for note in page.annotations or ():
            yield str((note.get_object().get("/A") or {}).get("/URI", ""))


def _members(body):
    try:
        with ZipFile(BytesIO(body)) as archive:
            for info in archive.infolist():
                yield info.filename
                yield archive.read(info).decode(TEXT_OF_BYTES)
    except BadZipFile:
        yield body.decode(TEXT_OF_BYTES)
