"""Facts in the leak audit: in every state that they can be in without being public.

Rooms above place them in their pages (`placers`) while those that were public once still are, as editors do. Every
state is planted twice: facts that stand where the present value is shown, and facts that dated pages keep as they were.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale, Workflow

from media_library.audit import document
from publication.audit.own_surfaces import is_to_staff
from publication.audit.site import STAFF, own_letter
from publication.registries import CanaryMaker, canaries

from .models import Fact, FactWording

SOON, A_MOMENT = timedelta(days=2), timedelta(seconds=1)
SHOWN = ("statement", "value", "source", "note")
#: What the desk's own mail names a fact by.
NAMES = ("fact: name at the desk", "fact: value")
CURRENT, KEPT = "fact", "fact kept by dated pages"
#: Kind to `place(site, facts)`, which puts the facts (canaries) where readers would see them, and publishes that.
placers = {CURRENT: [], KEPT: []}


def fill(fact, canary):
    """A token in every field; of those that only the desk reads, one that nobody else may see at all."""
    fact.label = canary.word("fact: name at the desk", always_secret=True)
    fact.owner = _owner(canary)
    fact.as_of = timezone.localdate()
    fact.source_address = f"https://source.invalid/{canary.word('fact: address of the source')}"
    fact.source_document = document(canary, "fact: document")
    words = {name: canary.word(f"fact: {name}", shown=True) for name in SHOWN}
    words["counted"] = canary.word("fact: counted")
    wordings = {wording.locale_id: wording for wording in fact.wordings.all()}
    for locale in Locale.objects.all():
        wording = wordings.setdefault(locale.pk, FactWording(locale=locale))
        for name, word in words.items():
            setattr(wording, name, word)
    fact.wordings = list(wordings.values())


def _owner(canary):
    """Who keeps it true is nobody's business but the house's."""
    name = canary.word("fact: owner", always_secret=True)
    canary.allowances.append(own_letter(name))
    return get_user_model().objects.create_user(name, f"{name}@{STAFF}", first_name=name)


class FactPlanting:
    """The states, each reached the way editors reach it; named unlike those of pages, of which a quick audit has one
    example each."""

    def __init__(self, site, kind=CURRENT):
        self.site, self.kind, self.desk = site, kind, site.users["desk"]

    def new(self, state, publish=False, is_public=False):
        canary = self.site.canary(self.kind, state, is_public=is_public)
        fact = Fact()
        fill(fact, canary)
        fact.save()
        revision = fact.save_revision(user=self.desk)
        if publish:
            revision.publish(user=self.desk)
        return self._at(canary, fact)

    def update(self, state, public, **fields):
        """A canary for a revision of a fact that is public, with tokens of its own in every field."""
        canary = self.site.canary(self.kind, state)
        fact = self._latest(public)
        fill(fact, canary)
        for name, value in fields.items():
            setattr(fact, name, value)
        revision = fact.save_revision(user=self.desk)
        self._can_be_published(self._at(canary, fact), update_of=[public])
        return revision

    def _at(self, canary, fact):
        canary.allowances.append(_desk_mail)
        canary.row = Fact.objects.get(pk=fact.pk)
        canary.addresses += [address_of(fact, language) for language in self.site.languages]
        canary.saves["fact"] = lambda: self._latest(canary).save_revision(user=self.desk)
        # Its address stays as it is: a fact that has two canaries has one token for it.
        if not self.site.ledger.find(fact.public_id):
            canary.public_id("fact: address", fact.public_id)
        return canary

    def _latest(self, canary):
        return Fact.objects.get(pk=canary.row.pk).get_latest_revision_as_object()

    # -- States: each plants its canary and returns what is to be done once the fact has been placed -------------

    def live(self):
        self.new("live", publish=True, is_public=True)

    def draft(self):
        self._can_be_published(self.new("draft fact"))

    def in_review(self):
        canary = self.new("fact in review")
        workflow = canary.row.get_workflow() or Workflow.objects.filter(active=True).first()
        workflow.start(canary.row, self.desk)
        self._can_be_published(canary)

    def scheduled(self):
        canary = self.new("approved and scheduled fact")
        fact = self._latest(canary)
        fact.go_live_at = timezone.now() + SOON
        fact.save_revision(user=self.desk).publish(user=self.desk)
        self._can_be_published(canary)

    def scheduled_update(self):
        public = self.new("live, an update scheduled", publish=True, is_public=True)
        self.update(
            "scheduled update of a live fact", public, go_live_at=timezone.now() + SOON
        ).publish(user=self.desk)  # fmt: skip

    def newer_draft(self):
        self.update("newer draft of a live fact", self.new("live, a newer draft", publish=True, is_public=True))

    def unpublished(self):
        canary = self.new("unpublished fact", publish=True)
        self._can_be_published(canary)
        return lambda: Fact.objects.get(pk=canary.row.pk).unpublish(user=self.desk)

    def expired(self):
        """Its time is over and the runner has not come round."""
        canary = self.new("expired fact, runner not yet round", publish=True)
        self._can_be_published(canary)
        return lambda: self._expire(canary)

    def deleted(self):
        canary = self.new("deleted fact", publish=True)
        del canary.saves["fact"]
        return lambda: Fact.objects.get(pk=canary.row.pk).delete()

    # -- What happens to them later -------------------------------------------------------------------------------

    def _can_be_published(self, canary, update_of=()):
        def lift():
            fact = self._latest(canary)
            fact.go_live_at = fact.expire_at = None
            fact.save_revision(user=self.desk).publish(user=self.desk)
            canary.is_public = True
            for other in update_of:
                # It stands in the history of the fact, and nowhere else as it did.
                other.shown = set()

        def drop():
            """Each way of going away in turn."""
            if self.site.canaries.index(canary) % 2:
                self._expire(canary)
            else:
                Fact.objects.get(pk=canary.row.pk).unpublish(user=self.desk)
            for gone in (canary, *update_of):
                gone.is_public = False

        canary.lift, canary.drop = lift, drop

    def _expire(self, canary):
        canary.allowances.append(_index_is_behind(canary.row.pk))
        Fact.objects.filter(pk=canary.row.pk).update(expire_at=timezone.now() - A_MOMENT)


def _desk_mail(token, surface, name):
    return "the desk is told what waits for it" if is_to_staff(name) and token.field in NAMES else ""


def _index_is_behind(key):
    """Until the runner has come round, within a second, the search finds a page by the words that it has just lost.
    It shows none of them."""

    def allows(token, surface, address):
        if not surface.name.startswith("search") or token.value not in address:
            return ""
        waiting = Fact.objects.filter(pk=key, live=True, expire_at__lte=timezone.now()).exists()
        return "the index learns of an expiry when the runner comes round" if waiting else ""

    return allows


def address_of(fact, language):
    return f"/{language}/facts/figures/{fact.public_id}/"


def plant(site):
    for kind in (CURRENT, KEPT):
        _plant(site, kind)


def _plant(site, kind):
    planting = FactPlanting(site, kind)
    steps = [
        planting.live, planting.draft, planting.in_review, planting.scheduled, planting.scheduled_update,
        planting.newer_draft, planting.unpublished, planting.expired, planting.deleted,
    ]  # fmt: skip
    hide = [done for step in steps if (done := step())]
    facts = [canary for canary in site.canaries if canary.kind == kind]
    for place in placers[kind]:
        place(site, facts)
    for step in hide:
        step()


def not_public(site):
    """On a site in use: the addresses of facts that nobody may read now. Their words may stand anywhere."""
    for fact in Fact.objects.exclude(pk__in=Fact.objects.public()):
        site.canary("fact", "not public now").public_id("fact: address", fact.public_id)


canaries.register(CanaryMaker("fact", plant, secrets=not_public))
