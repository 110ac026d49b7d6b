"""What readers say, in the leak audit: their words are shown to nobody outside, and the form tells of no draft."""

from django.urls import reverse
from django.utils import timezone, translation

from editorial.models import Correction
from publication.audit.visits import Visit
from publication.gate import is_published, published
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from .models import Suggestion
from .views import takes_suggestions

#: Of the shape of a key, and of no page.
NOTHING = "0" * 32
STATE = Suggestion.State


def plant(site):
    """One in each state, of public pieces: what is said of them is as secret as if they were not."""
    pieces = [page for page in published().select_related("content_type").order_by("path") if takes_suggestions(page)]
    for number, state in enumerate(STATE.values):
        if pieces:
            _plant(site, pieces[number % len(pieces)], state)


def _plant(site, page, state):
    canary = site.canary("suggestion", f"{state} suggestion", language=page.locale.language_code)
    said = Suggestion(
        page_id=page.pk,
        state=state,
        passage=canary.word("suggestion: passage", always_secret=True),
        text=canary.word("suggestion: text", always_secret=True),
        source_url=f"https://source.invalid/{canary.word('suggestion: source', always_secret=True)}",
        name=canary.word("suggestion: name", always_secret=True),
        email=f"{canary.word('suggestion: e-mail', always_secret=True)}@reader.invalid",
    )
    if state != STATE.OPEN:
        said.answer = canary.word("suggestion: answer", always_secret=True)
        said.answered_at, said.answered_by = timezone.now(), site.users["desk"]
    if state == STATE.ACCEPTED:
        # The correction that has come of it waits: until the piece is published again it is as secret.
        says = canary.word("suggestion: what will be told", always_secret=True)
        kind = Correction.Kind.SILENT
        said.correction = Correction.objects.create(page_id=page.pk, kind=kind, says=says, credited_to=said.name)
    said.save()
    canary.row = said
    canary.saves["suggestion"] = said.save


def forms(site):
    """Of what is public, and of what is not, which must be answered like a key that nobody has."""
    for address, twin in _addresses(site, "suggest"):
        yield Visit(address, twin=twin)
        yield Visit(address, "POST", twin=twin)


def thanks(site):
    for address, twin in _addresses(site, "suggestion_sent"):
        yield Visit(address, twin=twin)


def _addresses(site, view):
    # Several canaries may stand on one page; one that was deleted has no primary key left.
    named = {(canary.language, canary.page.translation_key): canary.page for canary in site.telling if canary.page}
    for (language, _key), page in named.items():
        with translation.override(language):
            address, nothing = (reverse(view, args=[key]) for key in (page.translation_key.hex, NOTHING))
        yield address, "" if is_published(page) else nothing


SOME = ("anonymous", "writer")
surfaces.register(Surface("suggestions", forms, roles=SOME, shows=("title",)))
surfaces.register(Surface("thanks for suggestions", thanks, roles=SOME, shows=("title",)))
canaries.register(CanaryMaker("suggestion", plant))
