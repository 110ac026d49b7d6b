"""The states that a page can be in without being public, each reached the way editors reach it."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from .planting import Planting

SOON = timedelta(days=2)


def draft(plant):
    page = plant.new(plant.secret("draft"))
    plant.can_be_published(page)


def in_review(plant):
    page = plant.new(plant.secret("in review"))
    page.get_workflow().start(page, plant.desk)
    plant.can_be_published(page)


def scheduled(plant):
    page = plant.new(plant.secret("approved and scheduled"), go_live_at=timezone.now() + SOON)
    plant.approve(page)
    plant.can_be_released(page)


def scheduled_update(plant):
    public = plant.live("live, an update scheduled")
    update = plant.secret("scheduled update of a live page", page=public.page)
    plant.refill(update, go_live_at=timezone.now() + SOON).publish()
    plant.can_be_released(update)


def newer_draft(plant):
    public = plant.live("live, a newer draft")
    newer = plant.secret("newer draft of a live page", page=public.page)
    plant.refill(newer)
    plant.can_be_published(newer)


def unpublished(plant):
    page = plant.new(plant.secret("unpublished"), publish=True)
    page.unpublish(user=plant.desk)
    plant.can_be_published(page)


def expired(plant):
    """Its time is over and the runner has not come round: the gate alone keeps it."""
    page = plant.new(plant.secret("expired, runner not yet round"), publish=True)
    plant.expire(page)


def deleted(plant):
    plant.new(plant.secret("deleted"), publish=True).delete(user=plant.desk)


def private_by_login(plant):
    _private(plant, "private by login", PageViewRestriction.LOGIN)


def private_by_group(plant):
    _private(plant, "private by group", PageViewRestriction.GROUPS)


def _private(plant, state, restriction_type):
    page = plant.new(plant.secret(state), publish=True)
    plant.restrict(page, restriction_type)


def under_draft(plant):
    canary = plant.secret("live under a draft")
    parent = plant.parent_of_its_own(canary)
    plant.new(canary, parent=parent, publish=True)
    plant.can_be_published(parent, canary)


def under_private(plant):
    canary = plant.secret("live under a private page")
    parent = plant.parent_of_its_own(canary, publish=True)
    plant.new(canary, parent=parent, publish=True)
    plant.restrict(parent, PageViewRestriction.LOGIN, canary)


def under_expired(plant):
    canary = plant.secret("live under an expired page")
    parent = plant.parent_of_its_own(canary, publish=True)
    plant.new(canary, parent=parent, publish=True)
    plant.expire(parent, canary)


def alias_of_draft(plant):
    _alias(plant, plant.new(plant.secret("alias of a draft")))


def alias_of_scheduled(plant):
    """Stock Wagtail puts the alias live at the moment of scheduling."""
    page = plant.new(plant.secret("alias of a scheduled page"), go_live_at=timezone.now() + SOON)
    _alias(plant, page)
    page.get_latest_revision().publish()


def alias_of_unpublished(plant):
    page = plant.new(plant.secret("alias of an unpublished page"), publish=True)
    _alias(plant, page)
    page = plant.fresh(page)
    page.unpublish(user=plant.desk)


def alias_of_private(plant):
    page = plant.new(plant.secret("alias of a private page"), publish=True)
    _alias(plant, page)
    plant.restrict(plant.fresh(page), PageViewRestriction.LOGIN)


def _alias(plant, page):
    canary = plant.canary_of(page)
    alias = page.create_alias(parent=plant.parent(canary.language), update_slug=canary.word("slug of the alias"))
    canary.addresses.append(alias.url_path)


def locale_alias(plant):
    page = plant.new(plant.secret("locale alias of a scheduled page"), go_live_at=timezone.now() + SOON)
    canary = plant.canary_of(page)
    locale = Locale.objects.get(language_code=plant.site.other_language(canary.language))
    alias = page.copy_for_translation(locale, alias=True)
    canary.addresses.append(Page.objects.get(pk=alias.pk).url_path)
    page.get_latest_revision().publish()


def draft_translation(plant):
    public = plant.live("live, translation in work")
    other = plant.site.other_language(public.language)
    canary = plant.secret("draft translation of a live page", language=other)
    translation = public.page.copy_for_translation(Locale.objects.get(language_code=other))
    plant.take_over(translation.specific, canary)
    plant.can_be_published(canary)


def renamed_draft(plant):
    """Stock Wagtail announces each working title by a redirect from the one before."""
    canary = plant.secret("renamed draft")
    page = plant.new(canary)
    canary.other_addresses.append(canary.addresses.pop())
    page = plant.fresh(page)
    page.slug = canary.word("second slug")
    page.save()
    page.save_revision()
    canary.addresses.append(page.url_path)
    plant.redirect(canary, page)


def renamed_and_withdrawn(plant):
    canary = plant.secret("renamed while live, then unpublished")
    page = plant.new(canary, publish=True)
    canary.other_addresses.append(canary.addresses.pop())
    page = plant.fresh(page)
    page.slug = canary.word("second slug")
    page.save_revision().publish()
    page = plant.fresh(page)
    canary.addresses.append(page.url_path)
    page.unpublish(user=plant.desk)
    plant.can_be_published(canary)


#: In the order in which they are planted.
STATES = (
    draft,
    in_review,
    scheduled,
    scheduled_update,
    newer_draft,
    unpublished,
    expired,
    deleted,
    private_by_login,
    private_by_group,
    under_draft,
    under_private,
    under_expired,
    alias_of_draft,
    alias_of_scheduled,
    alias_of_unpublished,
    alias_of_private,
    locale_alias,
    draft_translation,
    renamed_draft,
    renamed_and_withdrawn,
)
#: What a page can be that there is one of and that is never taken away, such as a front page.
UPDATES = (scheduled_update, newer_draft)
#: What even a quick audit tries with every kind.
EVERY_KIND = (draft, *UPDATES)


class PageKind:
    """Plants a page type in all its states; given to a `CanaryMaker` as its `plant`.

    `fill(page, canary)` puts a token into every field; `parent(language)` is the page to hang it under. `existing`
    (called with a language) names the one page of a type that is not made but found. `ties` map a name to
    `tie(live, hidden)`, which makes a live page point at a hidden one or the other way round. `beside(page, canary)`
    makes rows that stand outside the revision, after the page has been saved and before it is published.
    """

    def __init__(self, kind, model, fill, parent=None, states=STATES, ties=None, existing=None, beside=None):
        self.kind, self.model, self.fill, self.parent, self.beside = kind, model, fill, parent, beside
        self.states, self.ties, self.existing = states, ties or {}, existing

    def __call__(self, site):
        for language in site.languages if site.thorough else site.languages[:1]:
            plant = Planting(site, self, language)
            plant.live("live")
            for state in self.states:
                if site.wants(state, EVERY_KIND):
                    state(plant)
            for name, tie in self.ties.items():
                if site.wants(name):
                    plant.tied(name, tie)
