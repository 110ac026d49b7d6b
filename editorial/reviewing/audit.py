"""Review links in the leak audit: one that opens a draft, those that no longer do, and whom they were given to."""

from django.urls import reverse
from django.utils import timezone, translation

from publication.audit.site import own_letter
from publication.audit.visits import Visit
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from ..models import ReviewLink
from ..models.passes import digest_of_token
from .admin import can_be_reviewed
from .inviting import invite

LIVING = "living review link"
DEAD = {"revoked review link": "revoked_at", "expired review link": "expires_at"}
#: Outside the house: a letter to them must not name the piece, as one to the desk may.
OUTSIDE = "reviewer.invalid"


def plant(site):
    """On the first page that is still a draft: a link that opens it, and links that are answered like one that never
    was."""
    drafts = (canary.page for canary in site.canaries if canary.page and canary.state == "draft")
    page = next(page for page in drafts if can_be_reviewed(page))
    canary = site.canary("review link", "given")
    for name in (LIVING, *DEAD):
        link = reviewer(site, canary, page, name)
        # A word that the audit knows, in place of one that only the letter does.
        link.token_hash = digest_of_token(canary.word(name, always_secret=True))
        if name in DEAD:
            setattr(link, DEAD[name], timezone.now())
        link.save()


def reviewer(site, canary, page, holding):
    name = canary.word(f"name with a {holding}", always_secret=True)
    email = f"{canary.word(f'e-mail with a {holding}', always_secret=True)}@{OUTSIDE}"
    canary.allowances.append(own_letter(email))
    revision = page.get_latest_revision()
    link = ReviewLink(page_id=page.pk, revision=revision, name=name, email=email, language=site.languages[0])
    invite(link)
    return link


def doors(site):
    """The living link by all ways that open nothing, and the dead ones."""
    for canary in site.canaries:
        if canary.find(LIVING):
            for language in site.languages if site.thorough else site.languages[:1]:
                with translation.override(language):
                    living, *dead = (reverse("review", args=[canary.word(name)]) for name in (LIVING, *DEAD))
                yield from (Visit(living, method) for method in ("GET", "HEAD", "OPTIONS", "PUT"))
                for address in dead:
                    yield from (Visit(address, method) for method in ("GET", "HEAD", "POST"))


def opened_to_one(token, address):
    """What the living link may tell: that there is something."""
    return "the door says that there is a draft" if token.field == LIVING and "/review/" in address else ""


canaries.register(CanaryMaker("review link", plant))
surfaces.register(Surface("review links", doors, roles=("anonymous", "writer"), allows=opened_to_one))
