"""What is missing before a bundle can go out: what each item lacks by itself, and what the items lack together."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from publication.gate import published
from publication.models import PublishedVersion, Release
from publication.registries import readiness, vetoes

from ..approved import approved_revisions
from ..models.digest import digest_of_words
from .approved import revision_to_release
from .findings import Finding, edit
from .hints import Hints

STEP = Page.steplen


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


class Preflight(Hints):
    """Asked anew each time: approvals, facts and rights change while a bundle waits. `user` is for links that only
    some may follow. It costs some queries for each item, and is not for lists of bundles."""

    def __init__(self, release, user=None, items=None):
        self.release, self.user = release, user
        self.items = list(release.items.as_they_go_out().order_by("pk")) if items is None else items
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
        if line.item.page_id in self._replaced:
            yield Finding(_("Readers have had this text, and another since: replace it."), address=edit(line.item))
        yield from self._about_time(line)
        yield from self._about_place(line)
        yield from self._of_its_own(line)
        yield from self._about_rights(line)

    def _what_to_know(self, line):
        if line.item.page_id in self._nothing_new:
            yield Finding(_("Readers have this very text already."), False, edit(line.item))
        if line.item.page_id in self._taken_down:
            yield Finding(_("Readers had this very text until it was taken off the site."), False, edit(line.item))
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
        # At the time of the release: figures under the same embargo are public by then.
        return {item.page_id: item.page_to_be for item in self.items}

    # -- Approval ------------------------------------------------------------------------------------------

    def _about_approval(self, line):
        item = line.item
        if item.revision_id not in self._approved.get(item.page_id, ()) and line.page.get_workflow():
            yield Finding(_("It has not been approved."), address=edit(item))
            return
        for veto in vetoes:
            try:
                veto(line.page, item.revision)
            except PermissionDenied as refusal:
                yield Finding(str(refusal), address=edit(item))

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
    def _replaced(self):
        """Pages that would go back to a text which readers have had, and another since."""
        had = {key for key, revisions in self._had.items() if self._taken[key] in revisions}
        return had - self._had_last - self._nothing_new

    @cached_property
    def _taken_down(self):
        """Pages that readers have no more, and that would go out again as they were."""
        return {key for key in self._had_last if not self._present[key].live}

    @cached_property
    def _had_last(self):
        return {key for key, revisions in self._had.items() if self._taken[key] == revisions[-1]}

    @cached_property
    def _had(self):
        """Page to the revisions that readers have had of it, the last one last."""
        had = {}
        versions = PublishedVersion.objects.filter(page__in=self.keys).order_by("number")
        for key, revision in versions.values_list("page_id", "revision_id"):
            had.setdefault(key, []).append(revision)
        return had

    @cached_property
    def _taken(self):
        return {item.page_id: item.revision_id for item in self.items}

    # -- Time and place --------------------------------------------------------------------------------------

    def _about_time(self, line):
        if line.page.expire_at and line.page.expire_at <= self.release.at:
            yield Finding(_("It would be taken down before it has gone live."), address=edit(line.item))

    def _about_place(self, line):
        path = line.item.page.path[:-STEP]
        if len(path) > STEP and path not in self._open_above:
            yield Finding(_("The page above it is not public: readers would not see it."), address=edit(line.item))

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
                yield Finding(str(message), address=there or edit(line.item))

    def _about_rights(self, line):
        day = timezone.localdate(self.release.at, timezone.get_default_timezone())
        shown = [*line.page.assets(), *(asset for element in line.page.document() for asset in element.assets())]
        for asset in dict.fromkeys(asset for asset in shown if asset is not None):
            if asset.expires_on and asset.expires_on < day:
                text = _("The rights in “%(title)s” will have ended.") % {"title": asset.title}
                yield Finding(text, address=edit(line.item))


def what_blocks(release, items):
    """For the runner: a bundle is checked once more at its moment."""
    preflight = Preflight(release, items=items)
    return preflight.in_short() if preflight.items else [_("It has no items.")]
