"""What somebody who decides should see: the text, what is new in it, what it stands on, and what is amiss."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import cached_property
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Comment, Page, TaskState

from facts.citing import facts_in
from facts.models import Fact
from publication.registries import readiness

from ..embargo import embargo_in_words
from ..models import Consent, ReviewComment
from ..models.consent import quotes_of
from ..models.digest import digest_of
from ..style.panels import StyleFindings


@dataclass(frozen=True)
class Remark:
    """Something said about it: a comment on a field, one that came with a decision, or one of a reviewer without an
    account."""

    who: str
    words: str
    at: datetime
    field: str = ""
    #: How the passage begins that it is about.
    passage: str = ""


class Dossier:
    """About one step, for one person."""

    def __init__(self, step, user, request):
        self.step, self.user, self.request = step, user, request
        self.task = step.task.specific
        self.thing = step.workflow_state.content_object
        if isinstance(self.thing, Page):
            self.thing = self.thing.specific
        #: As it would be published.
        self.text = step.revision.as_object()

    @cached_property
    def digest(self):
        return digest_of(self.step.revision)

    @cached_property
    def deadline(self):
        return self.task.deadline_of(self.step)

    @property
    def is_overdue(self):
        return self.task.is_overdue(self.step)

    @cached_property
    def embargo(self):
        return embargo_in_words(self.thing)

    @cached_property
    def quorum(self):
        """(given, needed) where several have to approve, else None."""
        needed = self.task.needed
        return (needed - self.task.still_needed(self.step), needed) if needed > 1 else None

    # -- What is new ----------------------------------------------------------------------------------------------

    @cached_property
    def seen_before(self):
        """The step at which this person decided about an earlier text of it, if there was one."""
        steps = TaskState.objects.for_instance(self.thing).filter(finished_by=self.user, revision__isnull=False)
        return steps.exclude(revision=self.step.revision_id).order_by("-finished_at").first()

    @cached_property
    def base(self):
        """The revision to compare with: what they saw last, else what readers read; None for a new one."""
        return self.seen_before.revision if self.seen_before else self.thing.live_revision

    @cached_property
    def changes(self):
        """Wagtail's comparisons of the fields that differ."""
        if self.base is None:
            return []
        before = self.base.as_object()
        panel = get_edit_handler(type(self.thing)).get_bound_panel(instance=self.thing, request=self.request, form=None)
        compared = [compare(before, self.text) for compare in panel.get_comparison()]
        return [comparison for comparison in compared if comparison.has_changed()]

    # -- What it stands on ------------------------------------------------------------------------------------------

    @cached_property
    def facts(self):
        """Those that a page places, the stale ones first."""
        if not isinstance(self.thing, Page):
            return []
        facts = Fact.objects.filter(pk__in=facts_in(self.text)).select_related("owner").prefetch_related("wordings")
        return sorted(facts, key=lambda fact: (not fact.is_stale, fact.label))

    @property
    def figures(self):
        """(fact, what the text says of it): in the language of the text, whatever that of the admin is."""
        return [(fact, fact.said_in(self.text.language_code)) for fact in self.facts]

    @cached_property
    def quotes(self):
        """(fingerprint, quote, consent or None)."""
        quotes = quotes_of(self.text)
        given = {row.digest: row for row in Consent.objects.filter(page_id=self.thing.pk, digest__in=quotes)}
        return [(digest, quote, given.get(digest)) for digest, quote in quotes.items()]

    # -- What is amiss ----------------------------------------------------------------------------------------------

    @cached_property
    def missing(self):
        """What would keep it from being submitted, with where it can be mended."""
        if not isinstance(self.thing, Page):
            return []
        messages = [message for check in readiness for message in check(self.text)]
        return [(str(message), _mended_at(message, self.user)) for message in messages]

    @cached_property
    def style(self):
        """What the style book finds in it."""
        return StyleFindings(self.text)

    @cached_property
    def notes(self):
        """What readers will be told about the change."""
        return list(self.thing.corrections.waiting()) if isinstance(self.thing, Page) else []

    @cached_property
    def remarks(self):
        """Open comments on its fields, what was said with decisions about it, and by reviewers; the newest last."""
        said = [
            Remark(str(step.finished_by or ""), step.comment, step.finished_at)
            for step in TaskState.objects.filter(workflow_state=self.step.workflow_state_id)
            .exclude(comment="")
            .select_related("finished_by")
            if step.finished_at
        ]
        if isinstance(self.thing, Page):
            open_ones = Comment.objects.filter(page_id=self.thing.pk, resolved_at=None).select_related("user")
            said += [Remark(str(one.user), one.text, one.created_at, one.contentpath) for one in open_ones]
            reviewed = ReviewComment.objects.open_for(self.thing)
            said += [Remark(one.link.name, one.words, one.at, passage=one.passage) for one in reviewed]
        return sorted(said, key=lambda remark: remark.at)

    # -- What may be done -------------------------------------------------------------------------------------------

    @cached_property
    def actions(self):
        return {name for name, _label, _wants_comment in self.task.get_actions(self.text, self.user)}

    @cached_property
    def forbidden(self):
        """Why they may not approve, in words; "" where they may."""
        reason = self.task.what_forbids(self.text, self.user)
        return reason.label if reason else ""


def _mended_at(message, user):
    mended_at = getattr(message, "mended_at", None)
    return mended_at(user) if mended_at else ""
