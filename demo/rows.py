"""The rows that are kept once: pictures, topics, people, the brand. What exists already is left as it is."""

from datetime import timedelta

from django.core.files import File
from django.utils import timezone
from wagtail.models import Locale

from media_library.models import (
    Document,
    DocumentWording,
    Genre,
    Image,
    ImageWording,
    Media,
    MediaWording,
    Tour,
    TourWording,
)
from pages.models import BrandChannel, BrandSettings, BrandWording
from people.models import Person, PersonWording, Shown
from topics.models import Topic, TopicWording

from . import reading

PERSON_WORDS = ["name", "role", "organisation", "pronunciation", "hours", "short_biography", "biography"]


def locales():
    return {locale.language_code: locale for locale in Locale.objects.all()}


def pictures(topics, progress):
    """Pictures and marks by file name without its ending."""
    table = reading.table("pictures")
    made = {entry["file"]: _picture(entry, topics, progress) for entry in table["picture"]}
    marks = {entry["file"]: _picture(entry, topics, progress, ending="png") for entry in table["mark"]}
    return made | marks


def _picture(entry, topics, progress, ending="jpg"):
    existing = Image.objects.filter(title=entry["title"], source="demo").first()
    if existing:
        return existing
    path = reading.PICTURES / f"{entry['file']}.{ending}"
    progress(f"picture {path.name}")
    with path.open("rb") as file:
        image = Image(
            title=entry["title"],
            credit=entry["credit"],
            terms=entry["terms"],
            source="demo",
            expires_on=_end_of_rights(entry),
            genre=entry.get("genre", Genre.PHOTO),
            file=File(file, name=path.name),
        )
        image.save()
    for code, locale in locales().items():
        ImageWording.objects.create(asset=image, locale=locale, **entry[code])
    image.topics.set(_topics_of(entry, topics))
    return image


def _topics_of(entry, topics):
    """What it is about; a portrait and a mark are about none."""
    return [topics[key] for key in entry.get("topics", [])]


def _end_of_rights(entry):
    """Days from the first load on; of what has ended, before it."""
    days = entry.get("rights_end_in")
    return None if days is None else timezone.localdate() + timedelta(days=days)


def documents(topics, progress):
    """Documents by key."""
    return {entry["key"]: _document(entry, topics, progress) for entry in reading.table("documents")["document"]}


def recordings(topics, progress):
    """Recordings by key."""
    return {entry["key"]: _recording(entry, topics, progress) for entry in reading.table("recordings")["recording"]}


def _document(entry, topics, progress):
    return _asset(Document, DocumentWording, entry, reading.DOCUMENTS, topics, progress)


def _recording(entry, topics, progress):
    given = {"type": entry["kind"], "duration": entry["duration"]}
    return _asset(Media, MediaWording, entry, reading.RECORDINGS, topics, progress, **given)


def _asset(model, wording, entry, folder, topics, progress, **given):
    title = entry["en"]["title"]
    existing = model.objects.filter(title=title, source="demo").first()
    if existing:
        return existing
    path = folder / entry["file"]
    progress(f"file {path.name}")
    with path.open("rb") as file:
        rights = {"credit": entry["credit"], "terms": entry["terms"], "expires_on": _end_of_rights(entry)}
        asset = model(title=title, source="demo", file=File(file, name=path.name), **rights, **given)
        asset.save()
    for code, locale in locales().items():
        words = {name: text.strip() for name, text in entry[code].items()}
        wording.objects.create(asset=asset, locale=locale, **words)
    asset.topics.set(_topics_of(entry, topics))
    return asset


def tours(pictures, topics, progress):
    """Tours by key; their panoramas stand in no other list."""
    table = reading.table("tours")
    around = {entry["file"]: _picture(entry, topics, progress) for entry in table["panorama"]}
    return {entry["key"]: _tour(entry, around, pictures) for entry in table["tour"]}


def _tour(entry, around, pictures):
    existing = Tour.objects.filter(label=entry["label"]).first()
    if existing:
        return existing
    codes = locales()
    rooms = [("room", room_of(room, around[room["image"]], pictures, codes)) for room in entry["room"]]
    tour = Tour(label=entry["label"], rooms=rooms)
    tour.wordings = [TourWording(locale=locale, **entry[code]) for code, locale in codes.items()]
    tour.save()
    return tour


def room_of(entry, panorama, pictures, codes):
    """The value of a room, as `media_library.tours.RoomBlock` has it."""
    across, down = entry["start"]
    return {
        "name": entry["name"],
        "image": panorama,
        "start_x": across,
        "start_y": down,
        "points": [(point["kind"], _point(point, pictures, codes)) for point in entry["point"]],
        **_in_each_language(entry, codes, "title", "text"),
    }


def _point(entry, pictures, codes):
    across, down = entry["at"]
    leads = {name: entry[name] for name in ("url", "room") if name in entry}
    shows = {"image": pictures[entry["image"]]} if "image" in entry else {}
    names = ("title", "text") if entry["kind"] in ("text", "picture") else ("title",)
    return {"x": across, "y": down, **leads, **shows, **_in_each_language(entry, codes, *names)}


def _in_each_language(entry, codes, *names):
    return {name: {code: entry[code].get(name, "") for code in codes} for name in names}


def topics():
    made = {}
    for entry in reading.table("topics")["topic"]:
        topic, is_new = Topic.objects.get_or_create(slug=entry["key"], defaults={"name": entry["en"]["name"]})
        if is_new:
            for code, locale in locales().items():
                TopicWording.objects.create(topic=topic, locale=locale, **entry[code])
        made[entry["key"]] = topic
    return made


def people(pictures, topics):
    made = {}
    for entry in reading.table("people")["person"]:
        person = Person.objects.filter(slug=entry["slug"]).first()
        made[entry["key"]] = person or _person(entry, pictures, topics)
    return made


def _person(entry, pictures, topics):
    person = Person(
        label=entry["en"]["name"],
        slug=entry["slug"],
        portrait=pictures[entry["portrait"]],
        relation=entry["relation"],
        is_author=entry["author"],
        is_spokesperson=entry["spokesperson"],
        is_press_contact=entry["press_contact"],
        languages=entry["languages"],
        phone=entry.get("phone", ""),
        mobile=entry.get("mobile", ""),
        email=entry.get("email", ""),
        reply_minutes=entry.get("reply_minutes"),
    )
    person.wordings = [
        PersonWording(locale=locale, **{field: entry[code].get(field, "").strip() for field in PERSON_WORDS})
        for code, locale in locales().items()
    ]
    person.subjects = [topics[key] for key in entry["subjects"]]
    person.save()
    Shown.objects.create(person=person, public_id=person.portrait.public_id)
    return person


def brand(pictures):
    """Fills the brand while nobody has named it."""
    settings = BrandSettings.load()
    if settings.wordings.exists():
        return
    entry = reading.table("brand")
    for field in ("press_phone", "press_urgent_phone", "press_email", "opens", "closes", "working_days", "colour"):
        setattr(settings, field, entry[field])
    settings.logo, settings.logo_dark = pictures["logo"], pictures["logo-dark"]
    settings.favicon = pictures["mark"]
    settings.wordings = [BrandWording(locale=locale, **entry[code]) for code, locale in locales().items()]
    settings.earlier_versions = True
    settings.channels = [BrandChannel(**channel) for channel in entry["channels"]]
    settings.save()
