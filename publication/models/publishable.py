from contextlib import nullcontext

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from ..signals import Event, public_state_changed
from .bound import BoundRevisions
from .epoch import Epoch
from .lost import without_lost
from .reference import Reference
from .release import Release
from .version import PublishedVersion
from .withdrawal import Withdrawal

#: What the system sets: no revision may take it back.
SYSTEM_FIELDS = ("first_published_at", "last_published_at", "live_revision_id", "expired")
PUBLIC_STATE = ("live", "live_revision_id", "first_published_at", "last_published_at")


class Publishable(BoundRevisions):
    """What every page of the house does differently from stock Wagtail; mixed in before `Page`.

    Wagtail puts pages live on many paths (its edit view, approval, copies, aliases, code), and each ends in `save()`.
    So that is where version, reference and signal are written, in the transaction of the save itself.
    """

    #: Series of the permanent reference ("NW", "NW-FS"); empty for pages that have none.
    reference_series = ""

    # A copy is another item: it must not claim the revision that is live on the original.
    default_exclude_fields_in_copy = [*Page.default_exclude_fields_in_copy, "live_revision"]

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None and self._state.adding and not self.alias_of_id:
            # Only a revision puts a page live. Wagtail's create view saves it live first, whatever its time.
            self.live = False
        elif update_fields is not None and "live_revision" in update_fields and self.live_revision_id:
            self.live = True
            update_fields = [*update_fields, "live"]
        if update_fields is not None and "live" not in update_fields:
            return super().save(*args, update_fields=update_fields, **kwargs)
        with transaction.atomic():
            before = self._lock_public_state()
            if self.live and update_fields is None:
                self.first_published_at = before["first_published_at"] or self.first_published_at or timezone.now()
            result = super().save(*args, update_fields=update_fields, **kwargs)
            self._record(before)
            if self.live or before["live"]:
                Epoch.objects.move()
        return result

    def save_revision(self, *args, changed=True, **kwargs):
        """A live page without a live revision, as a fixture makes them, would be taken off the site by Wagtail when an
        update of it is scheduled. So what stands becomes a revision first."""
        if changed and self.live and self.live_revision_id is None and not self.alias_of_id:
            standing = type(self).objects.get(pk=self.pk)
            self.live_revision = standing.live_revision = standing.save_revision(changed=False, clean=False)
            standing.save(update_fields=["live_revision"], clean=False)
        return super().save_revision(*args, changed=changed, **kwargs)

    def publish(self, revision, user=None, **kwargs):
        named = LogContext(user=user) if user and not get_active_log_context().user else nullcontext()
        with transaction.atomic(), named:
            self._lock_public_state()
            return super().publish(revision, user=user, **kwargs)

    def update_aliases(self, *, revision=None, _content=None, _updated_ids=None):
        """Stock Wagtail calls this when a page is merely scheduled, and so puts its aliases live at once."""
        if _updated_ids is None:
            if not self.live or (revision is not None and self.live_revision_id != revision.pk):
                return
            # The release row may have been moved since this content was approved.
            _content = {**(_content or self.serializable_data()), "go_live_at": None}
        already_live = list(self.aliases.filter(live=True).values_list("pk", flat=True))
        super().update_aliases(revision=revision, _content=_content, _updated_ids=_updated_ids)
        for alias in self.aliases.filter(pk__in=already_live).specific():
            alias._announce(Event.CHANGED)

    @classmethod
    def from_serializable_data(cls, data, **kwargs):
        try:
            return super().from_serializable_data(data, **kwargs)
        except Exception:  # A bare one is what modelcluster raises.
            remaining = without_lost(cls, data)
            if remaining == data:
                raise
            return super().from_serializable_data(remaining, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in SYSTEM_FIELDS:
            setattr(page, name, getattr(self, name))
        return page

    def get_scheduled_revision_as_object(self):
        """For the admin's status panel: the time is the release's, whatever was typed when it was approved."""
        page = super().get_scheduled_revision_as_object()
        if page:
            page.go_live_at = self.scheduled_revision.approved_go_live_at
        return page

    def route(self, request, path_components):
        """The page itself or nothing: `publication.views.serve` has already gone down the tree, through the gate."""
        if path_components or not self.live:
            raise Http404
        return RouteResult(self)

    def _lock_public_state(self):
        """What the public sees of this page until now, locked. Releases first, then the page: the runner's order."""
        if not self.pk:
            return dict.fromkeys(PUBLIC_STATE, None)
        Release.objects.pending().for_page(self).lock()
        return Page.objects.select_for_update().values(*PUBLIC_STATE).get(pk=self.pk)

    def _record(self, before):
        # One moment for the version and for all that is told with it.
        at = timezone.now()
        published = self.live and self._is_another_publication(before)
        if published:
            self.refuse_what_was_not_approved()
            PublishedVersion.objects.put(self, self.live_revision, user=get_active_log_context().user, at=at)
        if self.live and self.reference_series and not self.alias_of_id:
            Reference.objects.give(self, self.reference_series)
        if published or (before["live"] and not self.live):
            # Publishing by hand and withdrawing overtake what was scheduled, as in Wagtail.
            Release.objects.drop(self.pk)
        revision = self.live_revision if published else None
        if self.live and not before["live"]:
            Withdrawal.objects.filter(page_id=self.pk).standing().update(ended_at=at)
            self._announce(Event.WENT_LIVE, revision, at)
        elif before["live"] and not self.live:
            PublishedVersion.objects.withhold(self.pk)
            self._announce(Event.WITHDRAWN, at=at)
        elif published:
            self._announce(Event.CHANGED, revision, at)

    def _is_another_publication(self, before):
        """Wagtail sets the live revision, the time, or both. An alias repeats its original's and has none."""
        return (
            bool(self.live_revision_id)
            and not self.alias_of_id
            and (
                self.live_revision_id != before["live_revision_id"]
                or self.last_published_at != before["last_published_at"]
            )
        )

    def _announce(self, event, revision=None, at=None):
        at = at or timezone.now()
        public_state_changed.send(sender=type(self), page=self, event=event, revision=revision, at=at)
