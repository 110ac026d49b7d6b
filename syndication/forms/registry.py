"""Which forms there are, of what, and where each is found: `?format=` and a name on the address of the thing itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext_lazy as _

from facts.models import FactVersion
from people.models import Person
from stories.models import FactSheet, NewsItem

from . import data, figures, markdown, ninjs, pdf, text, vcard, web, word


@dataclass(frozen=True)
class Form:
    """`make` gives the text or the bytes of a `Piece`, or of whatever else the form is of."""

    name: str
    label: Any
    media_type: str
    make: Callable
    #: The last part of the file's name where it is another than `name`.
    extension: str = ""
    #: Browsers save it in place of showing it.
    is_saved: bool = False
    #: Takes long enough to be made one at a time and kept.
    is_slow: bool = False
    #: Whether this installation can make it.
    is_possible: Callable[[], bool] = lambda: True

    @property
    def ending(self):
        return self.extension or self.name


_FORMS = (
    Form("txt", _("Plain text"), "text/plain", text.of),
    Form("md", _("Markdown"), "text/markdown", markdown.of, is_saved=True),
    Form("html", _("HTML for republishing"), "text/html", web.of),
    Form("docx", _("Word (DOCX)"), word.MEDIA_TYPE, word.of, is_saved=True, is_slow=True),
    Form("pdf", _("PDF"), "application/pdf", pdf.of, is_slow=True, is_possible=pdf.is_possible),
    Form("json", _("JSON"), "application/json", data.of),
    Form("ninjs", _("ninjs (IPTC)"), "application/json", ninjs.of, extension="ninjs.json"),
)  # fmt: skip
#: Of every item.
FORMS = {form.name: form for form in _FORMS}
#: Of the facts of a fact sheet, besides.
TABLE = Form("csv", _("Table (CSV)"), "text/csv", figures.csv_of_piece, is_saved=True)
#: Of a press contact who has a page.
CARD = Form("vcf", _("Contact card (vCard)"), vcard.MEDIA_TYPE, vcard.of, is_saved=True)
#: Of one fact.
FORMS_OF_A_FACT = {
    form.name: form
    for form in (
        Form("csv", _("Table (CSV)"), "text/csv", figures.csv_of_fact, is_saved=True),
        Form("json", _("JSON"), "application/json", figures.json_of_fact),
    )
}


@singledispatch
def named_forms(thing):
    """Name to form, of all that this installation can make of a thing."""
    return {}


@named_forms.register
def _of_item(item: NewsItem):
    return {name: form for name, form in FORMS.items() if form.is_possible()}


@named_forms.register
def _of_sheet(sheet: FactSheet):
    return _of_item(sheet) | {TABLE.name: TABLE}


@named_forms.register
def _of_fact(fact: FactVersion):
    return FORMS_OF_A_FACT


def forms_of(thing):
    """(name, label, path, media type) of each form of a public item or fact, for readers who take it away.

    What is shown before its time, in a preview or with a pass, has none: whoever shows it does not ask.
    """
    place = thing.url_path if isinstance(thing, NewsItem) else thing.url
    return [
        (form.name, form.label, f"{place}?format={form.name}", form.media_type) for form in named_forms(thing).values()
    ]


#: What programs that read the head of a page are told of.
ANNOUNCED = ("txt", "md", "csv")


def announced(here):
    """(label, address, media type) for the head of a page; an earlier version, and a later page, have no forms."""
    if isinstance(here.subject, Person):
        card = CARD.name if here.subject.is_press_contact and here.number == 1 else ""
        return [(CARD.label, f"{here.canonical}?format={card}", CARD.media_type)] if card else []
    if here.shown or here.number > 1:
        return []
    return [
        (form.label, f"{here.canonical}?format={name}", form.media_type)
        for name, form in named_forms(here.subject).items()
        if name in ANNOUNCED
    ]
