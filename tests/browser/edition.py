"""A newsroom with a page of every kind in both languages, in the words of the demo, so that pages are as long as real
ones; its rows are few, so that a test lays it out in seconds."""

from datetime import datetime
from functools import cache
from itertools import cycle

from django.test.utils import override_settings
from django.utils import timezone
from wagtail.search import index

from demo import reading
from demo.body import BodyBuilder, Library
from stories.models import NewsItem, Story
from tests import factories
from tests.factories import brand, document, fact, info_page, person, picture, recording, topic

LANGUAGES = ("en", "fa")
#: By kind, in the order in which they go out.
KEYS = {
    "sheets": ["marvdan-plain"],
    "stories": ["night-readers", "where-the-rain-goes"],
    "releases": ["kalateh-mir-runs", "groundwater-year-1405"],
    "statements": ["kalateh-mir-roof-fall"],
    "kits": ["qanat-kit"],
}
WORDS_SOUGHT = {"en": "water", "fa": "آب"}
# Each change of a row asks for work on its index and its pictures; here the last one is enough.
NO_JOBS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}


class _AnyOf(dict):
    """Rows for whatever key: the next one, in turns, and from then on the same."""

    def __init__(self, rows):
        super().__init__()
        self.rows = cycle(rows)

    def __missing__(self, key):
        return self.setdefault(key, next(self.rows))

    def get(self, key, default=None):
        return self[key] if key else default


def edition():
    """Addresses by language and kind of page: `edition()["fa"]["release"]`."""
    with override_settings(TASKS=NO_JOBS):
        brand()
        rows = _rows()
        addresses = {language: _pages(language, rows) for language in LANGUAGES}
    for item in NewsItem.objects.specific():
        index.insert_or_update_object(item)
    return addresses


class _Rows:
    pass


def _rows():
    rows = _Rows()
    rows.topics = [topic("groundwater", name_fa="آب زیرزمینی"), topic("qanats", name_fa="قنات‌ها")]
    portrait = picture("Portrait", size=(600, 750))
    rows.author = person(is_author=True, is_spokesperson=True, portrait=portrait, subjects=rows.topics, texts=_LIFE)
    rows.contact = person(
        "Kaveh Nazari", "کاوه نظری", role="Press officer", role_fa="مسئول رسانه", is_press_contact=True,
        phone="+98 21 5555 0142", mobile="+98 912 555 0143", email="kaveh@karizan.example", languages=["fa", "en"],
        reply_minutes=45, texts={"en": {"hours": "Saturday to Wednesday"}, "fa": {"hours": "شنبه تا چهارشنبه"}},
    )  # fmt: skip
    rows.pictures = [picture(f"Picture {number}", size=(1200, 800), texts=_seen(number)) for number in range(8)]
    papers = {code: {"title": title} for code, title in (("en", "Readings of 1405"), ("fa", "خوانش‌های ۱۴۰۵"))}
    rows.documents = [document(texts=papers), document("Register", name="wells-register.csv")]
    rows.facts = [_fact(entry, rows.documents[0]) for entry in _facts()]
    factories.republish(rows.facts[0], amount=-38)
    rows.library = Library(
        pictures=_AnyOf(rows.pictures),
        documents=_AnyOf(rows.documents),
        recordings=_AnyOf([recording(texts={"en": {"title": "Water"}, "fa": {"title": "آب"}})]),
        tours={},
        people=_AnyOf([rows.author, rows.contact]),
        topics=_AnyOf(rows.topics),
        facts=_AnyOf(rows.facts),
    )
    for code, title in (("en", "Contact"), ("fa", "تماس")):
        info_page(title, slug="contact", purpose="contact", language=code)
    return rows


_LIFE = {
    "en": {"biography": "She reported for a local daily for eleven years, most of them on the courts desk."},
    "fa": {"biography": "یازده سال برای روزنامه‌ای محلی نوشت و بیشتر آن سال‌ها خبرنگار دادگاه بود."},
}


def _seen(number):
    """Every second picture has a caption."""
    captions = ("Reeds in mist, eight o’clock", "نیزار در مه، ساعت هشت") if number % 2 else ("", "")
    return {"en": {"alt": "Reeds", "caption": captions[0]}, "fa": {"alt": "نیزار", "caption": captions[1]}}


@cache
def _facts():
    return [entry for entry in reading.table("facts")["fact"] if entry.get("number")][:12]


def _fact(entry, paper):
    texts = {code: dict(entry[code]) for code in LANGUAGES}
    source = {"source_document": paper, "source_address": entry.get("source_address", "")}
    return fact(entry["key"], amount=entry["number"], unit=entry.get("unit", ""), texts=texts, **source)


@cache
def _items():
    return {(item.kind, item.key, item.language): item for item in reading.items()}


def _pages(language, rows):
    made = {kind: [_make(kind, key, language, rows) for key in keys] for kind, keys in KEYS.items()}
    start = f"/{language}/"
    return {
        "home": start,
        "story": made["stories"][-1].url,
        "release": made["releases"][-1].url,
        "statement": made["statements"][-1].url,
        "sheet": made["sheets"][-1].url,
        "kit": made["kits"][-1].url,
        "figure": f"{start}facts/figures/{rows.facts[0].public_id}/",
        "person": f"{start}people/{rows.author.slug}/",
        "topic": f"{start}topics/{rows.topics[0].slug}/",
        "search": f"{start}search/?q={WORDS_SOUGHT[language]}",
        "stories": f"{start}stories/",
        "releases": f"{start}releases/",
        "statements": f"{start}statements/",
        "sheets": f"{start}facts/",
        "media": f"{start}media/",
        "people": f"{start}people/",
        "topics": f"{start}topics/",
        "information": f"{start}contact/",
        "missing": f"{start}stories/no-such-story/",
    }


def _make(kind, key, language, rows):
    item = _items()[kind, key, language]
    builder = BodyBuilder(rows.library, {})
    given = {
        "language": language,
        "standfirst": item.front["standfirst"],
        "body": builder.build(item),
        "topics": rows.topics,
        "published_at": timezone.make_aware(item.front["published"]),
    }
    return getattr(_Kinds, kind)(item, builder, rows, given)


class _Kinds:
    """What each kind is given besides."""

    @staticmethod
    def stories(item, builder, rows, given):
        people = [(rows.author, "by")]
        return factories.story(item.front["title"], lead_image=rows.pictures[0], people=people, **given)

    @staticmethod
    def releases(item, builder, rows, given):
        return factories.release(
            item.front["title"], place=item.front["place"], contacts=[rows.contact], related=_newest(given),
            updated_at=given["published_at"], update_note=item.front["standfirst"], **given,
        )  # fmt: skip

    @staticmethod
    def statements(item, builder, rows, given):
        entries = [entry["value"] for entry in builder.entries(item)]
        thread = [(_moment(entry["at"]), entry["headline"], entry["text"]) for entry in entries]
        return factories.statement(item.front["title"], thread=thread, contacts=[rows.contact], **given)

    @staticmethod
    def sheets(item, builder, rows, given):
        return factories.fact_sheet(item.front["title"], contacts=[rows.contact], **given)

    @staticmethod
    def kits(item, builder, rows, given):
        return factories.press_kit(
            item.front["title"], terms=item.front["terms"], lead_image=rows.pictures[1], contacts=[rows.contact],
            items=_newest(given), people=[(rows.author, "by")], **given,
        )  # fmt: skip


def _newest(given):
    return list(Story.objects.filter(locale__language_code=given["language"])[:3])


def _moment(text):
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)
