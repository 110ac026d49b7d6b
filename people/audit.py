"""People in the leak audit: somebody whom readers meet in one text only, and somebody whom they do not meet at all."""

from wagtail.models import Locale

from media_library.audit import picture
from publication.registries import CanaryMaker, canaries

from .models import Person, PersonWording

WORDS = ("role", "organisation", "pronunciation", "hours", "short_biography", "biography")


def person(canary, **fields):
    """Somebody without a page of their own: readers know of them by what names them."""
    fields = {"is_public": False, "is_author": True, "is_spokesperson": True, "is_press_contact": True, **fields}
    made = Person(
        label=canary.word("person: name at the desk"),
        slug=canary.word("person: slug"),
        phone=canary.number("person: phone"),
        mobile=canary.number("person: mobile"),
        email=f"{canary.word('person: e-mail')}@audit.invalid",
        **fields,
    )
    words = {name: canary.word(f"person: {name}") for name in WORDS}
    made.wordings = [
        PersonWording(locale=locale, name=canary.word("person: name", shown=True), **words)
        for locale in Locale.objects.all()
    ]
    made.save()
    canary.saves["person"] = made.save
    return made


def plant(site):
    """Whoever is public on their own account is listed; whoever is not is nowhere, and neither is their portrait."""
    for is_public in (True, False):
        canary = site.canary("person", "public" if is_public else "without a public page", is_public=is_public)
        someone = person(canary, is_public=is_public, portrait=picture(canary, "portrait"))
        canary.addresses += [f"/{language}/people/{someone.slug}/" for language in site.languages]
        canary.shown = {"person: name"}


canaries.register(CanaryMaker("person", plant))
