"""A file that has to be asked for, and somebody who asks, for the tests of requests."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from editorial.asking.answering import grant
from media_library.renditions import make_missing
from people.request import PressRequest
from tests.factories import body, picture, story

ASKED = {
    "name": "Nina Berg", "outlet": "Dagsavisen", "email": "nina@press.example",
    "purpose": "A story on lakes that come back, on Saturday.", "deadline": "",
}  # fmt: skip
TEXTS = {
    "en": {"alt": "A lake", "caption": "The lake at dawn"},
    "fa": {"alt": "دریاچه", "caption": "دریاچه در سپیده‌دم"},
}
WORKS = timedelta(days=3)


def asked_for(**fields):
    """A picture that a public piece shows and nobody may take without asking; with its sizes."""
    made = picture("Lake", **{"terms": "ask", "texts": TEXTS, **fields})
    make_missing(made)
    story("The lake", body=body(("image", {"image": made.pk, "caption": "", "width": "text"})))
    return made


def request_for(asset, **given):
    fields = {name: value for name, value in ASKED.items() if name != "deadline"}
    return PressRequest.objects.create(subject=asset.public_id, **{**fields, "language": "en", **given})


def granted(asset, user=None, files=("original.jpeg",), **given):
    """The path of the link in the journalist's mail."""
    address = grant(request_for(asset, **given), user, files, timezone.now() + WORKS)
    return "/" + address.split("/", 3)[3]


class Asker:
    """A browser of their own, which checks forgery as it is checked in earnest."""

    def __init__(self, comes_from="192.0.2.8"):
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=comes_from)

    def asks(self, asset, language="en", follow=True, **fields):
        address = f"/{language}/ask/{asset.public_id}/"
        form = BeautifulSoup(self.client.get(address).content, "html.parser")
        token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
        return self.client.post(address, {"csrfmiddlewaretoken": token} | ASKED | fields, follow=follow)

    def opens(self, path):
        """The button behind the link."""
        return self.client.post(path, follow=True)
