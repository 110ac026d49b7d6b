"""A public newsroom with a page of every template in both languages, for tests that hold on each of them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from editorial.models import Correction
from media_library.models import AIOrigin, Image
from media_library.renditions import make_missing
from stories.models import InfoPage, ItemPerson
from tests.factories import (
    body,
    brand,
    document,
    fact,
    fact_sheet,
    info_page,
    newsroom,
    person,
    picture,
    placed,
    press_kit,
    recording,
    release,
    statement,
    story,
    topic,
)

LANGUAGES = ("en", "fa")


def plant():
    """Makes it. Returns the paths, by language and name of the template."""
    newsroom()
    brand(fediverse="@news@social.example")
    water = topic("water", introduction="Where the water of the plain comes from, and whose it is.")
    leila = person(
        "Leila Rahmani", portrait=picture("Leila", size=(1000, 1000)), subjects=[water], is_press_contact=True,
        phone="+98 21 5555 0146", email="leila@karizan.example", languages=["fa", "en"],
        fediverse="@leila@social.example", texts={"en": {"short_biography": "Edits the stories of the house."}},
    )  # fmt: skip
    said = fact(source_address="https://data.example/wells")
    wide = picture("Dawn", size=(1600, 1200), copyright_notice="© Karizan", ai_origin=AIOrigin.ASSISTED)
    inside = picture("Canal", size=(900, 700), credit="Karizan Water Trust")
    files = [("In pictures", [("image", inside), ("audio", recording()), ("document", document())])]
    common = {"topics": [water], "translation_of": None}
    found = {}
    for language in LANGUAGES:
        role = ItemPerson.Role.TRANSLATED if language == "fa" else ItemPerson.Role.PHOTOGRAPHS
        text = body(("paragraph", f"<p>They read {placed(said)} by hand.</p>"), ("image", {"image": inside.pk}))
        before = found.get("en", {})
        made = {
            "story": story(
                "The well readers", language=language, lead_image=wide, people=[leila, (person("Ali Nik"), role)],
                body=text, **common | {"translation_of": before.get("story")},
            ),
            "release": release(
                "Wells are read", language=language, contacts=[leila],
                **common | {"translation_of": before.get("release")},
            ),
            "statement": statement("On the wells", language=language, attributed_to=leila, contacts=[leila], **common),
            "sheet": fact_sheet("The plain in figures", language=language, groups=[("Wells", [said])], **common),
            "kit": press_kit("The qanat", language=language, chapters=files, **common),
        }  # fmt: skip
        for purpose in InfoPage.Purpose.values:
            given = {"purpose": purpose, "checked_on": timezone.localdate(), "standfirst": "What we keep to, and why."}
            made[f"info {purpose}"] = info_page(f"Page on {purpose}", language=language, **given)
        found[language] = made
    correct(found["en"]["story"])
    for image in Image.objects.all():
        make_missing(image)
    return {language: _paths(language, made, leila, said) for language, made in found.items()}


def correct(page):
    at = timezone.now() - timedelta(minutes=1)
    Correction.objects.create(page=page, said="It was 60 wells.", says="It was 61 wells.", at=at)


def _paths(language, made, leila, said):
    paths = {name: page.url_path for name, page in made.items()}
    sections = Page.objects.filter(locale__language_code=language, depth__in=(2, 3)).exclude(
        pk__in=[page.pk for page in made.values()]
    )
    paths |= {page.specific_class.__name__: page.url_path for page in sections}
    paths["person"] = f"{paths['PersonIndexPage']}{leila.slug}/"
    paths["topic"] = f"{paths['TopicIndexPage']}water/"
    with translation.override(language):
        paths["fact"] = said.url
        paths |= {name: reverse(name) for name in ("corrections", "wire")}
    return paths


__all__ = ["LANGUAGES", "correct", "plant"]
