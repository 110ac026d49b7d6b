"""What somebody should know before a release goes out, though it keeps nothing in: facts, languages, links."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from facts.citing import facts_in
from facts.models import Fact
from pages.calendar import format_datetime
from pages.links import pages_linked_from
from publication.gate import published

from ..models.need_to_know import keys_kept_from
from .findings import Finding, edit_fact


class Hints:
    """The half of `Preflight` that looks around the items; it brings `release`, `user`, `items`, `keys`, `pages`."""

    # -- Facts -------------------------------------------------------------------------------------------------

    def _about_facts(self, line):
        for key in sorted(self._facts[line.item.page_id] & set(self._stale)):
            fact = self._stale[key]
            text = _("The fact “%(fact)s” is past its date: check it again.") % {"fact": fact.label}
            yield Finding(text, False, edit_fact(key))
        for key in sorted(self._facts[line.item.page_id] & set(self._ahead)):
            told = {"fact": self._ahead[key][0], "moment": format_datetime(self._ahead[key][1], get_language())}
            text = _("The fact “%(fact)s” goes out before this release, on %(moment)s: move it too.") % told
            yield Finding(text, False, edit_fact(key))

    @cached_property
    def _facts(self):
        return {key: facts_in(page) for key, page in self.pages.items()}

    @cached_property
    def _stale(self):
        day = timezone.localdate(self.release.at, timezone.get_default_timezone())
        return Fact.objects.filter(pk__in=self._placed, review_by__lt=day).in_bulk()

    @cached_property
    def _placed(self):
        return set().union(*self._facts.values())

    @cached_property
    def _ahead(self):
        """Fact to its label and the moment at which readers get it, of those that have a schedule of their own and
        would not wait for this release: whoever postpones it has to think of them."""
        early = Revision.objects.filter(
            base_content_type__app_label=Fact._meta.app_label, base_content_type__model=Fact._meta.model_name,
            object_id__in=map(str, self._placed), approved_go_live_at__lt=self.release.at,
        )  # fmt: skip
        rows = early.order_by("-approved_go_live_at").values_list("object_id", "object_str", "approved_go_live_at")
        return {int(key): (label, at) for key, label, at in rows} if self._placed else {}

    # -- Languages and links -----------------------------------------------------------------------------------

    def _about_languages(self, line):
        page = line.item.page
        for code, name in settings.LANGUAGES:
            if code == page.locale.language_code:
                continue
            twin = self._twins.get((page.translation_key, code))
            if twin is None or twin.pk in self._kept:
                yield Finding(
                    _("There is no version of it in this language: %(language)s.") % {"language": name}, False
                )
            elif twin.pk not in self.keys and not twin.live:
                text = _("Its version in this language is neither public nor in the release: %(language)s.")
                edit = reverse("wagtailadmin_pages:edit", args=[twin.pk])
                yield Finding(text % {"language": name}, False, edit)

    @cached_property
    def _twins(self):
        keys = {item.page.translation_key for item in self.items}
        pages = Page.objects.filter(translation_key__in=keys).select_related("locale")
        return {(page.translation_key, page.locale.language_code): page for page in pages}

    def _about_links(self, line):
        for key in sorted(self.links[line.item.page_id] & set(self.closed)):
            target = self.closed[key]
            if key in self._kept:
                yield Finding(_("It leads to a page that you may not open, and readers could not either."), False)
                continue
            text = _("It leads to “%(title)s”, which is neither public then nor in the release.")
            edit = reverse("wagtailadmin_pages:edit", args=[key])
            yield Finding(text % {"title": target.draft_title or target.title}, False, edit)

    @cached_property
    def _kept(self):
        """Pages that do not exist for whoever looks."""
        return keys_kept_from(self.user) if self.user else ()

    @cached_property
    def links(self):
        """Page to the primary keys of the pages that it leads to."""
        return {key: pages_linked_from(page) for key, page in self.pages.items()}

    @cached_property
    def closed(self):
        """Pages that items lead to and that readers will not be able to open."""
        linked = set().union(*self.links.values()) - self.keys
        public = set(published(self.release.at).filter(pk__in=linked).values_list("pk", flat=True))
        return Page.objects.filter(pk__in=linked - public).in_bulk()
