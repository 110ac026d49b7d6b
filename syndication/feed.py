"""What an item says as an entry of a feed: its id, who has made it, and its whole text, by `singledispatch`."""

from functools import singledispatch

from django.core.files.storage import default_storage
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from pages.calendar import format_date
from stories.models import ItemPerson, NewsItem, PressKit, PressRelease, Statement

from .addresses import absolute
from .feed_html import figure
from .identity import keyed
from .metadata import comma
from .pictures import Shown
from .rows import size_of


@singledispatch
def creators(item):
    """Who has made it, by name; without any it is by the house."""
    return item.names.get(ItemPerson.Role.BY)


@creators.register
def _speaker(item: Statement):
    return [str(item.attributed_to)] if item.attributed_to else []


def permanent_id(item):
    """Given once to each language's version; no change of slug or headline makes it another item."""
    return f"urn:newsroom:{item.translation_key}:{item.locale.language_code}"


def id_of_note(note):
    """Of a correction, as long as it is kept: however many others its piece has."""
    return f"urn:newsroom:correction:{keyed('correction', note.pk)}"


def content(item, body, brand):
    """Everything that is read, in the direction of its language: RSS itself has no direction."""
    size = size_of(item.lead_image)
    lead = figure(shown(item.lead_image, size), _caption(item.lead_image)) if size else ""
    parts = [*map(corrected, item.notes), lead, before(item), body, after(item, brand), _notes(item)]
    return directed("\n".join(part for part in parts if part))


def directed(html):
    """What is safe already, in the direction of the active language."""
    language = get_language()
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    whole = mark_safe(html)  # noqa: S308 - each part is escaped
    return format_html('<div dir="{}" lang="{}">\n{}\n</div>', direction, language, whole)


def corrected(note):
    """A correction, clarification or update, under its label and day."""
    label = comma().join([note.get_kind_display(), format_date(note.at, get_language())])
    return format_html("<p><b>{}</b> {}</p>", label, told(note))


def told(note):
    """The same in plain text, in the words of the page itself (`partials/correction.html`)."""
    said = [
        note.what_it_said,
        _("It says now: %(words)s") % {"words": note.says} if note.said else note.says,
        _("Pointed out by %(name)s.") % {"name": note.credited_to} if note.credited_to else "",
    ]
    return " ".join(filter(None, said))


@singledispatch
def before(item):
    """What the kind says above its text."""
    return ""


@before.register
def _dateline(item: PressRelease):
    day = format_date(item.dateline, get_language()) if item.dateline else ""
    dateline = comma().join(filter(None, [item.place, day]))
    return format_html("<p><b>{}</b></p>", dateline) if dateline else ""


@before.register
def _attribution(item: Statement):
    person = item.attributed_to
    if person is None:
        return ""
    return format_html("<p><b>{}</b></p>", comma().join(filter(None, [str(person), person.word("role")])))


@singledispatch
def after(item, brand):
    """What the kind says below its text."""
    return ""


@after.register
def _boilerplate(item: PressRelease, brand):
    text = item.boilerplate or brand.word("boilerplate")
    return _paragraphs(text)


@after.register
def _outcome(item: Statement, brand):
    return format_html("<p>{}</p>", _("Outcome: %(outcome)s") % {"outcome": item.outcome}) if item.outcome else ""


@after.register
def _terms(item: PressKit, brand):
    return format_html("<h2>{}</h2>\n{}", _("Terms of use"), _paragraphs(item.terms)) if item.terms else ""


def _paragraphs(text):
    return mark_safe(linebreaks(text, autoescape=True)) if text else ""  # noqa: S308 - escaped


def _notes(item: NewsItem):
    """What readers are told about the item itself."""
    updated = _("Updated: %(note)s") % {"note": item.update_note} if item.update_note else ""
    notes = [format_html("<p><i>{}</i></p>", text) for text in (updated, item.ai_note) if text]
    return mark_safe("\n".join(notes))  # noqa: S308


def shown(image, size):
    return Shown(
        absolute(size.url), size.width, size.height, alt="" if image.decorative else image.word("alt"),
        bytes=weight(size.file.name),
    )  # fmt: skip


def weight(name):
    """Bytes of a stored file; None where the store cannot say: a feed does not fail for it."""
    try:
        return default_storage.size(name)
    except (OSError, NotImplementedError):
        return None


def _caption(image):
    return " ".join(filter(None, [image.word("caption"), image.credit]))


def rights(image):
    alt, caption = image.word("alt"), image.word("caption")
    return {
        "title": alt or caption,
        "description": caption or alt,
        "credit": image.credit,
        "copyright": image.copyright_notice,
    }
