"""Where a fact stands, for the desk: in public and in drafts."""

from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from publication.gate import published

from .citing import facts_in


@dataclass(frozen=True)
class Touched:
    """The pages that a change of the fact touches: `change` will say the new value, `keep` the old one and that it
    has changed, `drafts` place it and are not public."""

    change: list
    keep: list
    drafts: list

    def __bool__(self):
        return bool(self.change or self.keep or self.drafts)

    @classmethod
    def by(cls, fact):
        protected = dict(fact.citations.values_list("page_id", "protected"))
        public = set(published().filter(pk__in=protected).values_list("pk", flat=True))
        in_drafts = (set(protected) | _in_the_index(fact) | _in_changes_of_live_pages(fact)) - public
        wanted = Page.objects.filter(pk__in=public | in_drafts).select_related("locale", "content_type")
        pages = list(wanted.order_by("-latest_revision_created_at", "-pk"))
        return cls(
            change=[page for page in pages if page.pk in public and not protected[page.pk]],
            keep=[page for page in pages if page.pk in public and protected[page.pk]],
            drafts=[page for page in pages if page.pk in in_drafts],
        )

    def groups(self, **headings):
        """Pairs of a heading and the pages under it, as the desk's templates show them; empty lists are left out."""
        lists = ((heading, getattr(self, name)) for name, heading in headings.items())
        return [(heading, [_line(page) for page in pages]) for heading, pages in lists if pages]


def _line(page):
    return {
        "title": page.get_admin_display_title(),
        "language": page.locale.language_code,
        "kind": page.page_type_display_name,
        "address": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }


def _in_the_index(fact):
    """By what Wagtail has noted of rows as they stand: of pages that have never been live, that is their draft."""
    references = ReferenceIndex.get_references_to(fact).filter(
        base_content_type__app_label=Page._meta.app_label, base_content_type__model=Page._meta.model_name
    )
    return {int(key) for key in references.values_list("object_id", flat=True)}


def _in_changes_of_live_pages(fact):
    """Of changes to a live page nothing is noted before they are published; so the revisions are read that speak of
    facts at all."""
    changed = Page.objects.filter(live=True, has_unpublished_changes=True, latest_revision__isnull=False)
    changed = changed.annotate(draft=Cast("latest_revision__content", TextField())).filter(draft__contains="fact")
    return {
        page.pk
        for page in changed.select_related("latest_revision")
        if fact.pk in facts_in(page.latest_revision.as_object())
    }
