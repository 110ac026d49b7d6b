"""The feed of a language: all its news, newest first, each with its whole text."""

from functools import singledispatch

from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from pages.calendar import format_date
from pages.models import BrandSettings
from stories.models import ItemPerson, NewsItem, PressKit, PressRelease, Statement

from .addresses import absolute, address_of
from .feed_html import Expanded, figure, to_html
from .metadata import comma, kind_of
from .pictures import Shown
from .rows import newest, size_of
from .feeds.rss import TTL, NewsFeed, legal

#: RSS 2.0 allows images of a channel up to 144 by 400.
IMAGE_SIDE = 144


def render(language, state):
    """The whole feed as text, in the active language."""
    brand = BrandSettings.current()
    feed = _channel(language, brand, state)
    items = newest(language)
    documents = [item.document() for item in items]
    expanded = Expanded(documents)
    for item, elements in zip(items, documents, strict=True):
        _add(feed, item, content(item, to_html(elements, expanded), brand), brand)
    return feed.writeString("utf-8")


def _channel(language, brand, state):
    name = legal(brand.word("newsroom_name")) or _("Newsroom")
    return NewsFeed(
        title=name,
        link=absolute(f"/{language}/"),
        description=legal(brand.word("description")) or name,
        language=language,
        feed_url=absolute(reverse("feed")),
        feed_copyright=f"© {legal(brand.word('name')) or name}",
        ttl=TTL,
        generator=_("Newsroom"),
        changed_at=state.changed_at,
        image=Shown(absolute(static("syndication/icon-144.png")), IMAGE_SIDE, IMAGE_SIDE, "image/png"),
    )


def _add(feed, item, html, brand):
    size = size_of(item.lead_image)
    feed.add_item(
        title=legal(item.title),
        link=address_of(item),
        description=legal(item.standfirst),
        unique_id=permanent_id(item),
        unique_id_is_permalink=False,
        pubdate=item.first_published_at,
        updated_at=item.updated_at,
        categories=[legal(name) for name in (*item.names.get("topic", ()), kind_of(item))],
        creators=creators(item) or [brand.word("name")],
        html=html,
        picture=size and _shown(item.lead_image, size),
        rights=size and _rights(item.lead_image),
    )


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


def content(item, body, brand):
    """Everything that is read, in the direction of its language: RSS itself has no direction."""
    language = get_language()
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    size = size_of(item.lead_image)
    lead = figure(_shown(item.lead_image, size), _caption(item.lead_image)) if size else ""
    parts = [lead, before(item), body, after(item, brand), _notes(item)]
    whole = mark_safe("\n".join(part for part in parts if part))  # noqa: S308 - each part is escaped
    return format_html('<div dir="{}" lang="{}">\n{}\n</div>', direction, language, whole)


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


def _shown(image, size):
    return Shown(
        absolute(size.url), size.width, size.height, alt="" if image.decorative else image.word("alt"),
        bytes=_weight(size.file.name),
    )  # fmt: skip


def _weight(name):
    """Bytes of a stored file; None where the store cannot say: a feed does not fail for it."""
    try:
        return default_storage.size(name)
    except (OSError, NotImplementedError):
        return None


def _caption(image):
    return " ".join(filter(None, [image.word("caption"), image.credit]))


def _rights(image):
    alt, caption = image.word("alt"), image.word("caption")
    return {
        "title": alt or caption,
        "description": caption or alt,
        "credit": image.credit,
        "copyright": image.copyright_notice,
    }
