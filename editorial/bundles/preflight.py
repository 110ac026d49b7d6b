"""What is missing before a bundle can go out: what each item lacks by itself, and what the items lack together."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from facts.citing import facts_in
from facts.models import Fact
from pages.links import pages_linked_from
from publication.gate import published
from publication.models import PublishedVersion, Release
from publication.registries import readiness, vetoes

from ..models.digest import digest_of_words
from ..models.need_to_know import keys_kept_from
from .approved import approved_revisions, revision_to_release

STEP = Page.steplen


@dataclass(frozen=True)
class Finding:
    """Something about one item. What `blocks` keeps the whole bundle in; the rest is for somebody to know."""

    text: str
    blocks: bool = True
    #: Where it can be mended or looked at, or "".
    address: str = ""


@dataclass
class Line:
    """One item as it would go out."""

    item: object
    page: Page
    findings: list = field(default_factory=list)
    #: The revision that could take its place, or None.
    newer: int | None = None

    @property
    def blockers(self):
        return [finding for finding in self.findings if finding.blocks]

    @property
    def hints(self):
        return [finding for finding in self.findings if not finding.blocks]


class Preflight:
    """Asked anew each time: approvals, facts and rights change while a bundle waits. `user` is for links that only
    some may follow. It costs some queries for each item, and is not for lists of bundles."""

    def __init__(self, release, user=None):
        self.release, self.user = release, user
        items = release.items.select_related("revision__base_content_type", "revision__content_type", "page__locale")
        self.items = list(items.order_by("pk"))
        self.keys = {item.page_id for item in self.items}

    @cached_property
    def lines(self):
        lines = [self._line(item) for item in self.items]
        for line in lines:
            newer = revision_to_release(self._present[line.item.page_id], self._approved)
            line.newer = newer if newer != line.item.revision_id else None
            line.findings = [*self._what_blocks(line), *self._what_to_know(line)]
        return lines

    def in_short(self):
        """Only what blocks, as lines of text: for the runner, which has no time for anything else."""
        lines = [self._line(item) for item in self.items]
        return [f"{line.page}: {finding.text}" for line in lines for finding in self._what_blocks(line)]

    def _what_blocks(self, line):
        if line.item.page_id not in self._nothing_new:
            yield from self._about_approval(line)
        if line.item.page_id in self._had_before:
            yield Finding(_("Readers have had this text, and another since: replace it."), address=_edit(line.item))
        yield from self._about_time(line)
        yield from self._about_place(line)
        yield from self._of_its_own(line)
        yield from self._about_rights(line)

    def _what_to_know(self, line):
        if line.item.page_id in self._nothing_new:
            yield Finding(_("Readers have this very text already."), False, _edit(line.item))
        yield from self._about_newer_text(line)
        yield from self._about_facts(line)
        yield from self._about_languages(line)
        yield from self._about_links(line)

    @property
    def blockers(self):
        return [finding for line in self.lines for finding in line.blockers]

    @property
    def hints(self):
        return [finding for line in self.lines for finding in line.hints]

    def remember(self):
        """Keeps the number of blockers with the bundle, for lists. Only where it differs: this is asked often."""
        count = len(self.blockers) + (not self.items)
        if self.release.blockers != count:
            Release.objects.filter(pk=self.release.pk).update(blockers=count)
            self.release.blockers = count
        return count

    def _line(self, item):
        return Line(item, self.pages[item.page_id])

    @cached_property
    def pages(self):
        """Page to what it will say."""
        pages = {item.page_id: item.revision.as_object() for item in self.items}
        for page in pages.values():
            # Figures under the same embargo are public by then.
            page.go_live_at = self.release.at
        return pages

    # -- Approval ------------------------------------------------------------------------------------------

    def _about_approval(self, line):
        item = line.item
        if item.revision_id not in self._approved.get(item.page_id, ()) and line.page.get_workflow():
            yield Finding(_("It has not been approved."), address=_edit(item))
            return
        for veto in vetoes:
            try:
                veto(line.page, item.revision)
            except PermissionDenied as refusal:
                yield Finding(str(refusal), address=_edit(item))

    def _about_newer_text(self, line):
        item, newest = line.item, self._newest.get(line.item.page_id)
        approved = self._approved.get(item.page_id, ())
        if newest is None or item.revision_id not in approved:
            return
        if digest_of_words(newest) == digest_of_words(item.revision):
            return
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[item.page_id, item.revision_id, newest.pk])
        if newest.pk in approved:
            yield Finding(_("A newer text has been approved; this one goes out. See what differs."), False, compare)
        else:
            yield Finding(_("It has been changed since; what was approved goes out. See what differs."), False, compare)

    @cached_property
    def _approved(self):
        return approved_revisions(self.keys)

    @cached_property
    def _present(self):
        return Page.objects.in_bulk(self.keys)

    @cached_property
    def _newest(self):
        """Page to its latest revision, of those that have another than the bundle would release."""
        pages = self._present.values()
        latest = [page.latest_revision_id for page in pages if page.latest_revision_id != self._taken[page.pk]]
        revisions = Revision.objects.filter(pk__in=latest).select_related("base_content_type")
        return {int(revision.object_id): revision for revision in revisions}

    @cached_property
    def _nothing_new(self):
        """Pages whose very text of this release readers read now."""
        return {
            page.pk for page in self._present.values() if page.live and page.live_revision_id == self._taken[page.pk]
        }

    @cached_property
    def _had_before(self):
        """Pages that would go back to a text which readers have had, and another since."""
        versions = PublishedVersion.objects.filter(revision__in=self._taken.values())
        return set(versions.values_list("page_id", flat=True)) - self._nothing_new

    @cached_property
    def _taken(self):
        return {item.page_id: item.revision_id for item in self.items}

    # -- Time and place --------------------------------------------------------------------------------------

    def _about_time(self, line):
        if line.page.expire_at and line.page.expire_at <= self.release.at:
            yield Finding(_("It would be taken down before it has gone live."), address=_edit(line.item))

    def _about_place(self, line):
        path = line.item.page.path[:-STEP]
        if len(path) > STEP and path not in self._open_above:
            yield Finding(_("The page above it is not public: readers would not see it."), address=_edit(line.item))

    @cached_property
    def _open_above(self):
        """Tree paths of the pages above that will be public: they are now, or are in the bundle."""
        above = {item.page.path[:-STEP] for item in self.items}
        public = published(self.release.at).filter(path__in=above)
        return {*public.values_list("path", flat=True), *(item.page.path for item in self.items)}

    # -- The item itself ---------------------------------------------------------------------------------------

    def _of_its_own(self, line):
        """What its editor is told before publication: pictures, recordings, facts, and changes that nobody tells."""
        for check in readiness:
            for message in check(line.page):
                mended_at = getattr(message, "mended_at", None)
                there = mended_at(self.user) if mended_at and self.user else ""
                yield Finding(str(message), address=there or _edit(line.item))

    def _about_rights(self, line):
        day = timezone.localdate(self.release.at, timezone.get_default_timezone())
        shown = [*line.page.assets(), *(asset for element in line.page.document() for asset in element.assets())]
        for asset in dict.fromkeys(asset for asset in shown if asset is not None):
            if asset.expires_on and asset.expires_on < day:
                text = _("The rights in “%(title)s” will have ended.") % {"title": asset.title}
                yield Finding(text, address=_edit(line.item))

    # -- Facts -------------------------------------------------------------------------------------------------

    def _about_facts(self, line):
        for key in sorted(self._facts[line.item.page_id] & set(self._stale)):
            fact = self._stale[key]
            text = _("The fact “%(fact)s” is past its date: check it again.") % {"fact": fact.label}
            yield Finding(text, False, reverse(Fact.snippet_viewset.get_url_name("edit"), args=[key]))

    @cached_property
    def _facts(self):
        return {key: facts_in(page) for key, page in self.pages.items()}

    @cached_property
    def _stale(self):
        day = timezone.localdate(self.release.at, timezone.get_default_timezone())
        placed = set().union(*self._facts.values())
        return Fact.objects.filter(pk__in=placed, review_by__lt=day).in_bulk()

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


def _edit(item):
    return reverse("wagtailadmin_pages:edit", args=[item.page_id])


def what_blocks(release):
    """For the runner: a bundle is checked once more at its moment."""
    preflight = Preflight(release)
    return preflight.in_short() if preflight.items else [_("It has no items.")]
