"""Passes in the leak audit: a link that opens a piece, links that no longer do, and whom they were given to."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from people.models import Journalist
from publication.audit.site import own_letter
from publication.audit.visits import Visit
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from ..embargo import may_be_embargoed
from ..models import Embargo, Pass
from ..models.passes import digest_of_token
from .issuing import issue
from .texts import newest_text

TERMS, LIVING = "embargo: terms", "living pass"
DEAD = {
    "revoked pass": lambda passes: passes.update(revoked_at=timezone.now()),
    "expired pass": lambda passes: passes.update(expires_at=timezone.now()),
    "pass of somebody off the list": lambda passes: Journalist.objects.filter(passes__in=passes).update(
        is_active=False
    ),
}
#: Outside the house: a letter to them must not name the piece, as one to the desk may.
OUTSIDE = "reader.invalid"


def plant(site):
    """On the first piece that is still a draft: a link that opens it, and links that are answered like one that never
    was."""
    drafts = (canary.page for canary in site.canaries if canary.page and canary.state == "draft")
    page = next(page for page in drafts if may_be_embargoed(page))
    canary = site.canary("embargo pass", "given")
    until = timezone.now() + timedelta(days=2)
    embargo = Embargo.objects.create(page_id=page.pk, until=until, terms=canary.word(TERMS))
    people = {name: journalist(site, name) for name in (LIVING, *DEAD)}
    issue(page, people.values(), newest_text(page))
    for name, someone in people.items():
        # A word that the audit knows, in place of one that only the letter does.
        token = canary.word(name, always_secret=True)
        Pass.objects.filter(journalist=someone).update(token_hash=digest_of_token(token))
        if name in DEAD:
            DEAD[name](Pass.objects.filter(journalist=someone))
    canary.saves["embargo"] = embargo.save


def journalist(site, holding):
    """Known to the press office alone."""
    canary = site.canary("journalist", f"with a {holding}")
    words = {name: canary.word(f"journalist: {name}", always_secret=True) for name in ("name", "outlet", "notes")}
    email = f"{canary.word('journalist: e-mail', always_secret=True)}@{OUTSIDE}"
    made = Journalist.objects.create(email=email, language=site.languages[0], **words)
    canary.saves["journalist"] = made.save
    canary.allowances.append(own_letter(email))
    return made


def doors(site):
    """The living link by all ways that open nothing, and the dead ones."""
    for canary in site.canaries:
        if canary.find(LIVING):
            for language in site.languages if site.thorough else site.languages[:1]:
                with translation.override(language):
                    living, *dead = (reverse("embargo", args=[canary.word(name)]) for name in (LIVING, *DEAD))
                yield from (Visit(living, method) for method in ("GET", "HEAD", "OPTIONS", "PUT"))
                yield f"{living}?format=txt"
                for address in dead:
                    yield from (Visit(address, method) for method in ("GET", "HEAD", "POST"))


def opened_to_one(token, address):
    """What the living link may tell: that there is something, and on what terms."""
    return "the terms are read before the piece" if token.field in (TERMS, LIVING) and "/embargo/" in address else ""


canaries.register(CanaryMaker("embargo pass", plant))
surfaces.register(Surface("embargo passes", doors, roles=("anonymous", "writer"), allows=opened_to_one))
