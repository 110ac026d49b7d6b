from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.models import Page, Revision, TaskState, WorkflowState

from facts.models import Fact
from publication.models import Release, ReleaseItem

from .rows import OF_PAGES, about, cut, fact_row, facts_open_to, name_of, page_row, pages_open_to, period

#: Rows of a list; of drafts, the last few.
SHOWN, DRAFTS = 20, 5


class Waiting:
    """Whose turn it is, as one person sees it."""

    def __init__(self, user, now=None):
        self.user, self.now = user, now or timezone.now()

    def to_review(self):
        """Steps that this user may decide, whatever else their permissions are: the step itself opens the edit view."""
        states = (
            self._reviewable.filter(workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
            .select_related("workflow_state__requested_by", "workflow_state__base_content_type", "task__signoff")
            .order_by("started_at", "pk")[: SHOWN + 1]
        )
        rows = [
            self._row(
                thing, step.started_at, address=_place_to_decide(step), step=step.task.name,
                who=name_of(workflow.requested_by),
            )
            for thing, workflow, step in self._with_objects([(state.workflow_state, state) for state in states])
        ]  # fmt: skip
        return cut(rows, SHOWN)

    def sent_back(self):
        states = (
            WorkflowState.objects.filter(self._own, status=WorkflowState.STATUS_NEEDS_CHANGES)
            .select_related("current_task_state__finished_by", "base_content_type")
            .order_by("current_task_state__finished_at", "pk")[: SHOWN + 1]
        )
        rows = [
            self._row(thing, step.finished_at or step.started_at, who=name_of(step.finished_by), comment=step.comment)
            for thing, _workflow, step in self._with_current_step(states)
        ]
        return cut(rows, SHOWN)

    def with_others(self):
        """What this user has sent on, without what they could pass themselves: that is in `to_review`."""
        states = (
            WorkflowState.objects.filter(self._own, status=WorkflowState.STATUS_IN_PROGRESS)
            .exclude(pk__in=self._reviewable.values("workflow_state"))
            .select_related("current_task_state__task", "base_content_type")
            .order_by("current_task_state__started_at", "pk")[: SHOWN + 1]
        )
        rows = [
            self._row(thing, step.started_at, step=step.task.name)
            for thing, _workflow, step in self._with_current_step(states)
        ]
        return cut(rows, SHOWN)

    def drafts(self):
        """What this user began or last worked on, and neither sent on nor scheduled; the newest first."""
        pages = (
            pages_open_to(self.user)
            .filter(Q(owner=self.user) | Q(latest_revision__user=self.user), _in_the_drawer(Page))
            .filter(latest_revision_created_at__isnull=False)
            .exclude(Exists(ReleaseItem.objects.filter(page=OuterRef("pk"), release__state=Release.State.PENDING)))
            .select_related(*OF_PAGES)
            .order_by("-latest_revision_created_at", "-pk")
        )
        facts = (
            facts_open_to(self.user)
            .filter(_in_the_drawer(Fact), latest_revision__user=self.user)
            .annotate(edited_at=Revision.objects.filter(pk=OuterRef("latest_revision")).values("created_at")[:1])
            .order_by("-edited_at", "-pk")
        )
        rows = [self._row(page, page.latest_revision_created_at, mark=_of_draft(page)) for page in pages[:DRAFTS]]
        rows += [self._row(fact, fact.edited_at, mark=_of_draft(fact)) for fact in facts[:DRAFTS]]
        return sorted(rows, key=lambda row: row.at, reverse=True)[:DRAFTS]

    @cached_property
    def _reviewable(self):
        """As a queryset, so that it can be a condition too. Tasks know their reviewers; pages and facts have views."""
        states = TaskState.objects.reviewable_by(self.user)
        here = WorkflowState.objects.filter(about(Page.objects.all()) | about(Fact.objects.all()))
        return states.filter(workflow_state__in=here)

    @cached_property
    def _own(self):
        """Sent on by this user, or a page of theirs; and theirs to open still."""
        pages, facts = pages_open_to(self.user), facts_open_to(self.user)
        sent = Q(requested_by=self.user) & (about(pages) | about(facts))
        return sent | about(pages.filter(owner=self.user))

    def _with_current_step(self, workflows):
        return self._with_objects([(workflow, workflow.current_task_state) for workflow in workflows])

    def _with_objects(self, pairs):
        """(page or fact, workflow state, step) for each pair of the last two, with a query for each kind."""
        pages = _keys(pairs, Page)
        facts = _keys(pairs, Fact)
        found = {(Page, page.pk): page for page in Page.objects.filter(pk__in=pages).select_related(*OF_PAGES)}
        found |= {(Fact, fact.pk): fact for fact in Fact.objects.filter(pk__in=facts)}
        for workflow, step in pairs:
            model = workflow.base_content_type.model_class()
            thing = found.get((model, int(workflow.object_id)))
            if thing is not None and step is not None:
                yield thing, workflow, step

    def _row(self, thing, at, **more):
        make = page_row if isinstance(thing, Page) else fact_row
        return make(thing, at=at, period=period(at, self.now), **more)


def _place_to_decide(step):
    """The page for it; of a step of another kind, "": the edit view."""
    return reverse("editorial_decide", args=[step.pk]) if hasattr(step.task, "signoff") else ""


def _keys(pairs, model):
    return [int(workflow.object_id) for workflow, _step in pairs if workflow.base_content_type.model_class() is model]


def _in_the_drawer(model):
    """Unfinished, not taken down by its own date, in no workflow and not approved for a time."""
    meta = model._meta
    at_it = {
        "base_content_type__app_label": meta.app_label,
        "base_content_type__model": meta.model_name,
        "object_id": Cast(OuterRef("pk"), CharField()),
    }
    in_review = WorkflowState.objects.active().filter(**at_it)
    scheduled = Revision.objects.filter(**at_it, approved_go_live_at__isnull=False)
    return Q(has_unpublished_changes=True, expired=False) & ~Exists(in_review) & ~Exists(scheduled)


def _of_draft(thing):
    return gettext("changes to what is live") if thing.live else ""
