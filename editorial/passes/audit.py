"""Passes in the leak audit: a link that opens a piece, links that no longer do, and whom they were given to."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from people.models import Journalist
from publication.audit.visits import Visit
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from ..embargo import may_be_embargoed
from ..models import Embargo, Pass
from ..models.passes import digest_of_token, new_token
from .issuing import issue
from .texts import newest_text

TERMS = "embargo: terms"
#: Outside the house: a letter to them must not name the piece, as one to the desk may.
OUTSIDE = "reader.invalid"


@dataclass
class Doors:
    """Tokens: one that opens its piece, and those that are answered like one that never was."""

    living: str
    dead: list


def plant(site):
    """On the first piece that is still a draft."""
    drafts = (canary.page for canary in site.canaries if canary.page and canary.state == "draft")
    page = next(page for page in drafts if may_be_embargoed(page))
    canary = site.canary("embargo pass", "given")
    until = timezone.now() + timedelta(days=2)
    embargo = Embargo.objects.create(page_id=page.pk, until=until, terms=canary.word(TERMS))
    people = [
        journalist(site, state) for state in ("with a pass", "with a revoked pass", "with an expired pass", "off")
    ]
    text = newest_text(page)
    living, *dead = [link.address.rstrip("/").rpartition("/")[2] for link in issue(page, people, text)]
    _with(dead[0]).update(revoked_at=timezone.now())
    _with(dead[1]).update(expires_at=timezone.now())
    Journalist.objects.filter(passes__in=_with(dead[2])).update(is_active=False)
    canary.row = Doors(living, dead)
    canary.saves["embargo"] = embargo.save


def journalist(site, state):
    """Known to the press office alone."""
    canary = site.canary("journalist", state)
    words = {name: canary.word(f"journalist: {name}", always_secret=True) for name in ("name", "outlet", "notes")}
    email = f"{canary.word('journalist: e-mail', always_secret=True)}@{OUTSIDE}"
    made = Journalist.objects.create(email=email, language=site.languages[0], **words)
    canary.saves["journalist"] = made.save
    canary.allowances.append(_own_letter(email))
    return made


def _own_letter(email):
    def allows(token, surface, address):
        return "a letter names its receiver" if surface.texts and email in address else ""

    return allows


def _with(token):
    return Pass.objects.filter(token_hash=digest_of_token(token))


def doors(site):
    """The living link by the ways that open nothing, and the dead ones beside one that never was."""
    for canary in site.canaries:
        if not isinstance(canary.row, Doors):
            continue
        for language in site.languages:
            with translation.override(language):
                living = reverse("embargo", args=[canary.row.living])
                nothing = reverse("embargo", args=[new_token()])
                dead = [reverse("embargo", args=[token]) for token in canary.row.dead]
            yield from (Visit(living, method) for method in ("GET", "HEAD", "OPTIONS", "PUT"))
            yield f"{living}?format=txt"
            for address in dead:
                yield from (Visit(address, method, twin=nothing) for method in ("GET", "HEAD", "POST"))
                yield Visit(f"{address}?format=txt", twin=f"{nothing}?format=txt")


def terms_at_the_door(token, address):
    return "the terms are read before the piece" if token.field == TERMS and "/embargo/" in address else ""


canaries.register(CanaryMaker("embargo pass", plant))
surfaces.register(Surface("embargo passes", doors, allows=terms_at_the_door))
