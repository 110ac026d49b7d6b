from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from facts.blocks import key_of
from facts.citing import current_versions, facts_in
from facts.models import FactVersion
from pages.digits import whole_number

from ..blocks import SheetBody
from .news_item import NewsItem

#: Changes that follow one another within this time make one version of a sheet.
SETTLING = timedelta(minutes=10)


class FactSheet(NewsItem):
    """Groups of facts on one page, which prints on one side. It is another version whenever one of them is."""

    body = StreamField(SheetBody(), verbose_name=_("text and facts"), blank=True)

    reference_series = "NW-FS"
    tells_changes = False
    opens_versions = False
    on_record = True
    parent_page_types = ["stories.FactIndexPage"]
    template = "stories/fact_sheet.html"
    edit_handler = NewsItem.tabs("body", *NewsItem.contact_panels, *NewsItem.people_panels)

    class Meta:
        verbose_name = _("fact sheet")
        verbose_name_plural = _("fact sheets")

    @property
    def groups(self):
        """Heading and facts of each group, as the desk has arranged them: pairs of text and primary keys."""
        return [
            (block.value.get("title", ""), [key for key in map(key_of, block.value.get("facts") or ()) if key])
            for block in self.body
            if block.block_type == "facts"
        ]

    @cached_property
    def versions(self):
        """Its published versions with what changed in each, the newest first. Two queries."""
        rows = list(self.sheet_versions.all())
        ids = {version for row in rows for version in row.version_ids}
        known = {version.pk: version for version in FactVersion.objects.filter(pk__in=ids).select_related("fact")}
        public = set(current_versions({version.fact_id for version in known.values()}))
        known = {pk: version for pk, version in known.items() if version.fact_id in public}
        for row, older in zip(rows, [*rows[1:], None][: len(rows)], strict=True):
            row.read(known, older)
        return rows

    @property
    def history_at(self):
        """On its own page: the versions of its figures, which are public as the figures are."""
        return "#history" if len(self.versions) > 1 else ""

    @property
    def version(self):
        return self.versions[0] if self.versions else None

    @property
    def as_of(self):
        """The latest day for which one of its facts holds."""
        return max((fact.said.as_of for fact in self.cited.values() if fact.said.as_of), default=None)

    def what_is_missing(self):
        return [] if facts_in(self) else [gettext("The fact sheet has no facts yet.")]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        self.version_count = len(self.versions)
        return context | {"contacts": self.press_contacts(), "shown": self._asked_for(request)}

    def _asked_for(self, request):
        """The earlier version that the address names (`?version=8`), or None for the present one."""
        asked = request.GET.get("version", "")
        if not asked or getattr(request, "is_preview", False):
            return None
        number = whole_number(asked)
        found = [row for row in self.versions if row.number == number]
        if not found:
            raise Http404
        return found[0] if found[0] is not self.version else None


@dataclass(frozen=True)
class Change:
    """What is another in a version: `before` is None for what is new, `after` for what was taken out."""

    before: FactVersion | None
    after: FactVersion | None

    @property
    def statement(self):
        return (self.after or self.before).statement


class SheetVersionQuerySet(models.QuerySet):
    def put(self, sheet, user=None):
        """The next version, if readers see other facts than in the last. Call it inside the publishing transaction."""
        # The row of the page is the turnstile, and nothing is read before it: whoever comes second sees what the first
        # has changed, be that another fact or the sheet itself. The row that publication locks, so in one order.
        Page.objects.select_for_update(no_key=True).only("pk").get(pk=sheet.pk)
        sheet = FactSheet.objects.get(pk=sheet.pk)
        current = current_versions(facts_in(sheet))
        content = {
            "title": sheet.title,
            "groups": [[title, [current[key].pk for key in keys if key in current]] for title, keys in sheet.groups],
        }
        last = self.filter(sheet=sheet).first()
        if last is not None and last.content == content:
            return last
        if last is not None and timezone.now() - last.at <= SETTLING and last.number > 1:
            # Somebody is working through the facts: one version for all of them.
            last.content, last.at, last.user = content, timezone.now(), user
            last.save()
            return last
        number = last.number + 1 if last else 1
        return self.create(sheet=sheet, number=number, at=timezone.now(), user=user, content=content)


class SheetVersion(models.Model):
    """What a fact sheet said from `at` on: its groups, and the version of each fact."""

    sheet = models.ForeignKey(FactSheet, on_delete=models.CASCADE, related_name="sheet_versions")
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("published at"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: `title`, and `groups`: pairs of a heading and the primary keys of `FactVersion`.
    content = models.JSONField()

    objects = SheetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a fact sheet")
        verbose_name_plural = _("versions of fact sheets")
        ordering = ["sheet", "-number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="stories_sheet_version_number")]

    def __str__(self):
        return f"{self.sheet_id} · {self.number}"

    @property
    def version_ids(self):
        return [version for _title, versions in self.content["groups"] for version in versions]

    def read(self, known, older):
        """Fills `groups` and `changes` from versions read already; a fact that is no longer public is left out."""
        self.groups = [
            (title, [known[pk] for pk in versions if pk in known]) for title, versions in self.content["groups"]
        ]
        mine = {known[pk].fact_id: known[pk] for pk in self.version_ids if pk in known}
        before = {known[pk].fact_id: known[pk] for pk in older.version_ids if pk in known} if older else {}
        self.changes = [] if older is None else [
            Change(before.get(fact), mine.get(fact))
            for fact in [*mine, *(gone for gone in before if gone not in mine)]
            if not (fact in mine and fact in before and mine[fact].says_the_same(before[fact]))
        ]  # fmt: skip
