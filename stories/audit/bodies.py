"""What the audit's items say: a token in every field of every block."""

import json

from django.utils import timezone
from wagtail.models import Locale

from facts.audit import CURRENT, FactPlanting
from media_library.audit import document, picture, recording, tour
from people.audit import person
from people.models import Shown
from topics.models import Topic, TopicWording

from ..models import ItemContact, ItemPerson, ItemTopic


def fill_story(page, canary):
    _fill_item(page, canary)
    page.body = json.dumps(_story_body(canary, page.lead_image))


def fill_release(page, canary):
    _fill_item(page, canary)
    # The headline stands in the picture with which it is shared, too.
    page.share_over_picture = True
    page.place = canary.word("place", shown=True)
    page.dateline = timezone.localdate()
    page.boilerplate = canary.word("boilerplate", shown=True)
    page.contacts = [ItemContact(person=page.item_people.all()[0].person)]
    page.body = json.dumps(_release_body(canary, page.lead_image))


def fill_statement(page, canary):
    _fill_item(page, canary)
    page.attributed_to = page.item_people.all()[0].person
    page.contacts = [ItemContact(person=page.attributed_to)]
    page.body = json.dumps([_paragraph(canary), _key_facts(canary), _quote(canary), _documents(canary)])


def fill_thread(page, canary):
    fill_statement(page, canary)
    page.outcome = canary.word("outcome", shown=True)
    words = {name: canary.word(f"entry: {name}", shown=True) for name in ("headline", "text")}
    value = {"at": timezone.now().isoformat(), "headline": words["headline"], "text": f"<p>{words['text']}</p>"}
    page.thread = json.dumps([block("entry", value)])


def fill_fact_sheet(page, canary):
    _fill_item(page, canary)
    names = {"title": canary.word("names: heading", shown=True), "people": [page.item_people.all()[0].person.pk]}
    blocks = [_paragraph(canary), _facts(canary), block("names", names), _table(canary), _documents(canary)]
    page.body = json.dumps(blocks)


def fill_kit(page, canary):
    _fill_item(page, canary)
    page.terms = canary.word("terms of use", shown=True)
    page.contacts = [ItemContact(person=page.item_people.all()[0].person)]
    files = [("image", page.lead_image), ("audio", recording(canary)), ("document", document(canary))]
    chapter = {
        "title": canary.word("chapter: heading", shown=True),
        "text": canary.word("chapter: text", shown=True),
        "files": [block(kind, file.pk) for kind, file in files],
    }
    page.body = json.dumps([_paragraph(canary), block("chapter", chapter), _facts(canary)])


def fill_info_page(page, canary):
    _fill_page(page, canary)
    page.standfirst = canary.word("standfirst", shown=True)
    blocks = [_paragraph(canary), _image(canary, picture(canary)), _table(canary), _documents(canary)]
    rules = [block("style_rules", {"title": canary.word(f"rules: {kind}"), "show": kind}) for kind in ("term", "name")]
    page.body = json.dumps([*blocks, *rules])


def fill_section(page, canary):
    _fill_page(page, canary)
    page.introduction = canary.word("introduction", shown=True)


def _fill_page(page, canary):
    page.title = canary.word("title", shown=True)
    page.seo_title = canary.word("title for search engines")
    page.search_description = canary.word("search description")
    page.share_text = canary.word("text for sharing")


def _fill_item(page, canary):
    _fill_page(page, canary)
    page.standfirst = canary.word("standfirst", shown=True)
    page.lead_image = picture(canary, "lead picture")
    for name in ("short_version", "medium_version"):
        setattr(page, name, canary.word(name.replace("_", " "), shown=True))
    page.update_note, page.updated_at = canary.word("update note"), timezone.now()
    page.ai_use, page.ai_note = page.AIUse.ASSISTED, canary.word("statement on AI")
    someone = person(canary)
    page.item_people = [ItemPerson(person=someone)]
    about = topic(canary)
    page.item_topics = [ItemTopic(tag=about)]
    # The library tells a picture's topics and the people in it.
    page.lead_image.topics.add(about)
    Shown.objects.get_or_create(person=someone, public_id=page.lead_image.public_id)


def topic(canary):
    """A topic that only this item is about: without a public item it does not exist."""
    made = Topic(name=canary.word("topic: desk name"), slug=canary.word("topic: slug"))
    words = {"name": canary.word("topic: name"), "introduction": canary.word("topic: introduction")}
    made.wordings = [TopicWording(locale=locale, **words) for locale in Locale.objects.all()]
    made.save()
    canary.saves["topic"] = made.save
    return made


# -- Blocks ----------------------------------------------------------------------------------------------------


def _story_body(canary, image):
    entry = {"when": canary.word("timeline: when"), "what": canary.word("timeline: what", shown=True)}
    return [
        _paragraph(canary),
        _key_facts(canary),
        _quote(canary),
        _image(canary, image),
        _gallery(canary, image),
        _audio(canary),
        block("tour", {"tour": tour(canary).pk}),
        block(
            "embed", {"url": f"https://video.invalid/{canary.word('embed: address')}", "title": canary.word("embed")}
        ),
        _table(canary),
        block("timeline", [entry, entry]),
        _documents(canary),
    ]


def _release_body(canary, image):
    return [
        _key_facts(canary),
        _paragraph(canary),
        _quote(canary),
        block("notes", [f"<p>{canary.word('notes to editors', shown=True)}</p>"]),
        _image(canary, image),
        _audio(canary),
        _table(canary),
        _documents(canary),
    ]


def block(kind, value):
    return {"type": kind, "value": value}


def _paragraph(canary):
    heading, text = canary.word("heading", shown=True), canary.word("paragraph", shown=True)
    return block("paragraph", f"<h2>{heading}</h2><p>{text}</p>")


def _key_facts(canary):
    return block("key_facts", [canary.word("key fact", shown=True)])


def _facts(canary):
    """A group of a fact that is public anyway: what is told here is its heading."""
    return facts_block(canary.word("facts: heading", shown=True), [_some_fact(canary.site).row.pk])


def facts_block(heading, keys):
    return block("facts", {"title": heading, "facts": keys})


def _some_fact(site):
    known = (canary for canary in site.canaries if canary.kind == CURRENT and canary.state == "live")
    return next(known, None) or FactPlanting(site).new("live", publish=True, is_public=True)


def _quote(canary):
    value = {
        "words": canary.word("quote", shown=True),
        "name": canary.word("speaker"),
        "role": canary.word("speaker's role"),
    }
    return block("quote", {**value, "person": None})


def _image(canary, image):
    value = {"image": image.pk, "caption": canary.word("caption", shown=True), "decorative": False, "width": "text"}
    return block("image", value)


def _gallery(canary, image):
    return block("gallery", [{"image": image.pk, "caption": canary.word("caption in a gallery")}] * 2)


def _audio(canary):
    return block("audio", {"media": recording(canary).pk, "caption": canary.word("caption of a recording")})


def _table(canary):
    columns = [{"type": "text", "heading": canary.word("table: column")}]
    rows = [{"values": [canary.word("table: cell", shown=True)]}]
    value = {
        "caption": canary.word("table: caption"),
        "source": canary.word("table: source"),
        "as_of": "2026-03-01",
        "table": {"columns": columns, "rows": rows, "caption": ""},
    }
    return block("data_table", value)


def _documents(canary):
    return block("documents", [document(canary).pk])
