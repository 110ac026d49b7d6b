"""Requests in the leak audit: what journalists have told us is shown to nobody outside, and of all links the living one
alone opens something, to whoever presses its button."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from media_library.audit import picture
from people.request import PersonalLink, PressRequest, digest_of_token
from publication.audit.visits import Visit
from publication.registries import CanaryMaker, Surface, canaries, surfaces

LIVING = "living link"
DEAD = {"revoked link": {"revoked_at": timezone.now}, "expired link": {"expires_at": timezone.now}}
FILE = "original.jpeg/picture.jpg"
WORDS = ("name", "outlet", "purpose", "answer")


def plant(site):
    """One in each state, about a file that nothing public shows. What is granted of it is a secret all the same."""
    about = site.canary("request", "about a file that is not public")
    asset = picture(about, "picture that was asked for")
    for state in PressRequest.State.values:
        canary = site.canary("request", f"{state} request")
        words = {
            name: canary.word(f"request: {name}", always_secret=True)
            for name in ("name", "outlet", "purpose", "answer")
        }
        email = f"{canary.word('request: e-mail', always_secret=True)}@journalist.invalid"
        asked = PressRequest.objects.create(
            subject=asset.public_id, state=state, email=email, language=site.languages[0], **words
        )
        canary.row, canary.saves["request"] = asked, asked.save
        if state == PressRequest.State.GRANTED:
            _plant_links(canary, asked)


def _plant_links(canary, asked):
    until = timezone.now() + timedelta(days=2)
    for name, fields in ({LIVING: {}} | DEAD).items():
        if name != LIVING and "revoked_at" not in fields:
            asked = PressRequest.objects.create(
                subject=asked.subject, state=asked.state, email=asked.email, language=asked.language, name=asked.name,
                outlet=asked.outlet, purpose=asked.purpose,
            )  # fmt: skip
        token = canary.word(name, always_secret=True)
        given = {"expires_at": until} | {field: moment() for field, moment in fields.items()}
        PersonalLink.objects.create(request=asked, files=[FILE], token_hash=digest_of_token(token), **given)


def doors(site):
    """The living link by all ways that open nothing, and the dead ones; and files behind them."""
    for canary in site.canaries:
        if canary.find(LIVING):
            for language in site.languages if site.thorough else site.languages[:1]:
                with translation.override(language):
                    living, *dead = (reverse("granted", args=[canary.word(name)]) for name in (LIVING, *DEAD))
                yield from (Visit(living, method) for method in ("GET", "HEAD", "OPTIONS", "PUT"))
                yield f"{living}{FILE}"
                for address in dead:
                    yield from (Visit(address, method) for method in ("GET", "HEAD", "POST"))
                    yield f"{address}{FILE}"


def opened_to_one(token, address):
    """What the living link may tell before its button is pressed: that it is one."""
    return "whoever has the link has it" if token.field == LIVING and "/files/" in address else ""


canaries.register(CanaryMaker("request", plant))
surfaces.register(Surface("personal links", doors, roles=("anonymous", "writer"), allows=opened_to_one))
