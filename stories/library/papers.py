"""The texts that go with files which are taken away: what they are, on which terms, with which captions. In every
language of the site, that of the page first; whoever opens them has no page beside them."""

import csv
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from media_library.captions import made_how
from media_library.models import Terms
from media_library.tables import neutral
from pages.bidi import marked
from pages.calendar import format_date
from pages.digits import is_persian
from pages.models import BrandSettings
from publication.gate import published

from ..models.info import InfoPage
from .tiles import SENTENCES, title_of

README, TERMS, CAPTIONS, TABLE = "README.txt", "terms.txt", "captions.txt", "captions.csv"
RULE = "\n\n" + "-" * 60 + "\n\n"


@dataclass(frozen=True)
class Taken:
    """A file of the archive, and what it is a file of."""

    name: str
    asset: Any
    offer: Any

    @cached_property
    def words(self):
        """By language and field. In this very language or none: an empty line is better than another language's words
        unmarked."""
        rows = self.asset.wordings.all()
        return {row.language_code: {name: getattr(row, name) for name in row.word_fields()} for row in rows}


@dataclass(frozen=True)
class Whole:
    """What the archive is of. `title`, `address` and `terms` are by language; those that lack one say another."""

    title: dict
    address: dict
    terms: dict
    reference: str = ""


def papers_of(whole, taken, left):
    """Name and text of each paper. `left` are pairs of an asset and why it is not in the archive."""
    pages = _terms_pages()
    written = {
        README: RULE.join(_readme(whole, taken, left) for _code in _languages()),
        TERMS: RULE.join(_terms(whole, taken, pages.get(code)) for code in _languages()),
        CAPTIONS: RULE.join(_captions(taken) for _code in _languages()),
    }
    return {name: _lines_of_windows(text) for name, text in written.items()} | {TABLE: _table(taken)}


def _languages():
    """Each language of the site in turn, active while it is looked at; the page's own first."""
    own = get_language()
    for code in sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != own):
        with override(code):
            yield code


def _readme(whole, taken, left):
    brand = BrandSettings.current()
    comma = "، " if is_persian(get_language()) else ", "
    head = comma.join(filter(None, [brand.word("name"), _held(whole.reference)]))
    parts = [
        "\n".join(filter(None, [head, _said(whole.title), _said(whole.address)])),
        _("%(captions)s and %(table)s say what each file shows and whom to credit; %(terms)s says what you may do.")
        % {"captions": _held(CAPTIONS), "table": _held(TABLE), "terms": _held(TERMS)},
        "\n".join(_held(one.name) for one in taken),
        _left_out(left),
        _desk(brand),
    ]
    return "\n\n".join(filter(None, parts))


def _left_out(left):
    if not left:
        return ""
    lines = [f"- {title_of(asset)[0]} ({_(why)})" for asset, why in left]
    return "\n".join([_("Not in this archive"), *lines])


def _desk(brand):
    lines = [_held(brand.press_phone, left_to_right=True), brand.press_email]
    lines = [line for line in lines if line]
    return "\n".join([_("For journalists"), *lines]) if lines else ""


def _terms(whole, taken, page):
    """Of the kit in its own words, then of each file by its class, then the house's."""
    own = _said(whole.terms)
    used = dict.fromkeys(one.asset.terms for one in taken)
    classes = []
    for value in used:
        names = [_held(one.name) for one in taken if one.asset.terms == value]
        label = next(one.asset for one in taken if one.asset.terms == value).get_terms_display()
        classes.append("\n".join([f"{label}: {SENTENCES.get(value, '')}", *(f"- {name}" for name in names)]))
    house = f"{page.title}\n{absolute(page.url_path)}" if page else ""
    return "\n\n".join(filter(None, [_("Terms of use"), own, *classes, house]))


def _terms_pages():
    """The house's own terms, by language. One query."""
    pages = InfoPage.objects.filter(purpose=InfoPage.Purpose.USE_OF_CONTENT).select_related("locale")
    rows = list(published(queryset=pages).order_by("path"))
    return {page.locale.language_code: page for page in reversed(rows)}


def _captions(taken):
    # Asked once for all files: the first byte is waited for.
    labels = _("Alternative text"), _("Place"), _("Date"), _("Credit"), _("Terms of use"), _("Use of AI")
    terms = _names_of_terms()
    return "\n\n".join([_("Captions and credits"), *(_caption(one, labels, terms) for one in taken)])


def _caption(one, labels, terms):
    asset, language = one.asset, get_language()
    words = one.words.get(language, {})
    alt, place, day, credit, terms_of_use, use_of_ai = labels
    lines = [
        _held(one.name),
        words.get("title", ""),
        words.get("caption") or words.get("description", ""),
        _line(alt, words.get("alt")),
        _line(place, words.get("place")),
        _line(day, asset.taken_on and format_date(asset.taken_on, language)),
        _line(credit, asset.credit),
        asset.copyright_notice,
        _line(terms_of_use, terms[asset.terms]),
        _line(use_of_ai, made_how(asset)),
    ]
    return "\n".join(filter(None, lines))


def _names_of_terms():
    return {value: str(label) for value, label in Terms.choices}


def _table(taken):
    """One row a file; what is worded has a column for each language."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    worded = ("title", "caption", "alt", "place")
    labels = {"title": _("Title"), "caption": _("Caption"), "alt": _("Alternative text"), "place": _("Place")}
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != get_language())
    table.writerow([
        _("File"), *(f"{labels[name]} ({code})" for code in languages for name in worded), _("Date"), _("Credit"),
        _("Copyright notice"), _("Terms of use"), _("Use of AI"), _("Width"), _("Height"),
    ])  # fmt: skip
    terms = _names_of_terms()
    for one in taken:
        asset, words = one.asset, {code: one.words.get(code, {}) for code in languages}
        cells = [one.name]
        cells += [words[code].get(name) or _instead(words[code], name) for code in languages for name in worded]
        cells += [asset.taken_on.isoformat() if asset.taken_on else "", asset.credit, asset.copyright_notice]
        cells += [terms[asset.terms], made_how(asset), one.offer.width or "", one.offer.height or ""]
        table.writerow([neutral(str(cell)) for cell in cells])
    return written.getvalue()


def _instead(words, name):
    return words.get("description", "") if name == "caption" else ""


def _said(by_language):
    """In the active language, else in any."""
    return by_language.get(get_language()) or next(filter(None, by_language.values()), "")


def _line(label, value):
    return f"{label}: {value}" if value else ""


def _held(words, left_to_right=False):
    """What runs left to right, in a Persian line."""
    return marked(words, left_to_right) if is_persian(get_language()) else words


def _lines_of_windows(text):
    return "\r\n".join(text.split("\n")) + "\r\n"


def absolute(path):
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + iri_to_uri(path)
