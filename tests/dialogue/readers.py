"""Somebody who reads, and has something to say."""

from bs4 import BeautifulSoup
from django.test import Client

from dialogue.models import Suggestion
from tests.factories import story

SAID = {"kind": "correction", "text": "The gate is of iron, not a plank."}


def address_of(page, language=None):
    return f"/{language or page.locale.language_code}/suggest/{page.translation_key.hex}/"


def said_of(page=None, **given):
    """A suggestion as it lies in the database."""
    given = {"text": SAID["text"]} | given
    return Suggestion.objects.create(page_id=(page or story()).pk, **given)


class Reader:
    """A browser of their own, which checks forgery as it is checked in earnest. `comes_from` is their address."""

    def __init__(self, comes_from="192.0.2.7"):
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=comes_from)

    def opens(self, page, **query):
        return self.client.get(address_of(page), query)

    def says(self, page, follow=False, **fields):
        """Opens the form, fills it in and sends it."""
        form = soup(self.opens(page))
        token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
        data = {"csrfmiddlewaretoken": token} | SAID | fields
        data = {name: value for name, value in data.items() if value is not None}
        return self.client.post(address_of(page), data, follow=follow)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text(answer):
    return " ".join(soup(answer).main.get_text(" ").split())
