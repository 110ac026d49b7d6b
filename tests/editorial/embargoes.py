"""A piece under embargo and whom it is shown to, for the tests of passes."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from editorial.models import Embargo
from editorial.passes.issuing import issue
from editorial.passes.texts import newest_text
from people.models import Journalist
from tests.factories import release

IN_THREE_DAYS = timedelta(days=3)
#: What programs that check mail, or make previews of links, call themselves.
ROBOTS = (
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "WhatsApp/2.23.20.0",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Barracuda Sentinel)",
)


def journalist(name="Nina Berg", *, outlet="Dagsavisen", language="en", **fields):
    email = fields.pop("email", f"{name.split()[0].lower()}@press.example")
    return Journalist.objects.create(name=name, outlet=outlet, language=language, email=email, **fields)


def embargo(page, *, until=None, terms=""):
    return Embargo.objects.create(page_id=page.pk, until=until or timezone.now() + IN_THREE_DAYS, terms=terms)


def embargoed(make=release, *args, terms="", **given):
    """A draft by `release`, `story` and the rest, under embargo."""
    page = make(*args, state="draft", **given)
    embargo(page, terms=terms)
    return page


def give_pass(page, to, **options):
    """The address in the journalist's mail, as a path."""
    page = Page.objects.get(pk=page.pk)
    (link,) = issue(page, [to], newest_text(page), **options)
    return path_of(link.address)


def path_of(address):
    return "/" + address.split("/", 3)[3]


def reader():
    """A browser of its own."""
    return Client()


def opened(path, client=None):
    """A browser in which the terms were accepted, and what it shows."""
    client = client or reader()
    return client, client.post(path, follow=True)
