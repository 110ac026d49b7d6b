"""The audit of a site in use: reads what anybody can reach, and looks for what is not public at this moment."""

import contextlib
import re
import secrets
import string
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from django.db import connection
from django.test.utils import override_settings
from wagtail.models import Page

from ..gate import published
from ..registries import canaries
from .auditor import Auditor
from .site import Site
from .surroundings import SETTINGS
from .tokens import Ledger, Token

STATE = "not public now"
#: Shorter words stand in many texts by chance.
SHORTEST = 8
ADDRESS_SIGNS = "/?=&:@!$'()*,;~"
LATIN, PERSIAN = string.ascii_lowercase, "ابتجدرسعفقلمنو"
#: What stands for a space in addresses.
JOINTS = str.maketrans("-+", "  ")
#: A standfirst may be cut short where it is shown.
TELLING_LENGTH = 60


def audit_live_site(progress, only=()):
    """Visits as anonymous, on a connection that refuses to write. `only` are keys of pages: then nothing but what
    they said and showed is looked for, at their own addresses and wherever something is listed or found."""
    settings = {name: value for name, value in SETTINGS.items() if name != "TASKS"}
    with override_settings(**settings), reads_only():
        site = Site(thorough=False, ledger=Values(), is_planted=False)
        _list_pages(site, only)
        assets = _assets_of(only)
        for maker in canaries:
            if maker.secrets:
                maker.secrets(site)
        if only:
            site.narrow(lambda canary: canary.page or assets.intersection(asset.public_id for asset in canary.assets))
        progress(f"{len(site.secret_canaries())} pages and assets are not public, {len(site.public_canaries())} are")
        return Auditor(site, progress=progress).run(roles=("anonymous",))


@contextlib.contextmanager
def reads_only():
    """The database itself refuses every write until the end."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        # Past Django, which executes nothing more in a transaction that a refused write has broken.
        connection.connection.cursor().execute(off)


@dataclass
class Values(Ledger):
    """Existing texts in place of tokens: titles, slugs, first sentences, public ids."""

    replaced: dict = field(default_factory=dict)

    def mint(self, canary, name, shape=None, value=None, always_secret=False):
        return self.tokens.setdefault(value.casefold(), Token(value, name, canary, always_secret))

    def find(self, text):
        """Also where words are joined as in an address, out of which the 404 page makes words to search for."""
        text = text.casefold()
        spaced = text.translate(JOINTS)
        return {token for value, token in self.tokens.items() if value in text or value in spaced}

    def about_nothing(self, address):
        address = unquote(address)
        for value in sorted(self.tokens, key=len, reverse=True):
            # As it was typed, capitals and all.
            like = self.replaced.setdefault(value, _like(value))
            address = re.sub(re.escape(value), like, address, flags=re.IGNORECASE)
        return quote(address, safe=ADDRESS_SIGNS)

    def without_names(self, text):
        text = text.casefold()
        for value in [*self.tokens, *self.replaced.values()]:
            # The 404 page makes words to search for out of the address, and a form an address out of words.
            for written in (value, value.replace("-", " "), value.replace(" ", "+")):
                text = text.replace(written, "·")
        return text


def _like(value):
    """Other letters, of the same script: an answer that repeats them is as long in bytes."""
    return re.sub(r"\w", lambda match: secrets.choice(LATIN if match[0].isascii() else PERSIAN), value)


def _assets_of(keys):
    """Public ids of what these pages showed, by the versions that readers saw last."""
    found = set()
    for page in Page.objects.filter(pk__in=keys).specific():
        shown = [*page.assets(), *(asset for element in page.document() for asset in element.assets())]
        found.update(asset.public_id for asset in shown if asset is not None)
    return found


def _list_pages(site, only=()):
    public = set(published().values_list("pk", flat=True))
    pages = list(Page.objects.filter(depth__gt=1).select_related("locale").specific().iterator(chunk_size=200))
    known = {text.casefold() for page in pages if page.pk in public for _name, text in _texts_of_page(page)}
    for page in pages:
        if only and page.pk not in only:
            continue
        canary = site.canary(page.specific_class.__name__, STATE, page.locale.language_code, page.pk in public)
        canary.page = page
        canary.addresses.append(page.url_path)
        if not canary.is_public:
            for name, text in [*_texts_of_page(page), *_texts_of_draft(page)]:
                if len(text) >= SHORTEST and text.casefold() not in known:
                    canary.tokens[name] = site.ledger.mint(canary, name, value=text)


def _texts_of_page(page):
    yield "title", page.title
    yield "slug", page.slug
    yield "title for search engines", page.seo_title
    yield "standfirst", getattr(page, "standfirst", "")[:TELLING_LENGTH]


def _texts_of_draft(page):
    content = page.latest_revision.content if page.latest_revision_id else {}
    for name in ("title", "slug", "seo_title", "standfirst"):
        yield f"{name} of the draft", str(content.get(name) or "")[:TELLING_LENGTH]
