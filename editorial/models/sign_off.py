"""Steps of a workflow that people answer for, and what exactly they have signed."""

import hashlib
import json

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from .correction import Correction

#: What a reviewer may still do with their own work.
SEND_BACK = "reject"
#: What Wagtail writes into a revision by itself: a save without a change is none.
OF_THE_SYSTEM = {
    "latest_revision", "latest_revision_created_at", "live_revision", "live", "has_unpublished_changes", "expired",
    "first_published_at", "last_published_at", "locked", "locked_at", "locked_by",
}  # fmt: skip
#: The action in the history of the page or fact, for one of several approvals.
VOTED = "editorial.vote"


def digest_of(revision):
    """SHA-256, in hexadecimal, of what a revision would tell readers: its content, which autosave and code can
    overwrite in its place, and what waits to be told about the change."""
    return _sha256({"content": _words_of(revision), "notes": _notes_with(revision)})


def digest_of_words(revision):
    """The same of its content alone."""
    return _sha256(_words_of(revision))


def _sha256(told):
    content = json.dumps(told, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(content.encode()).hexdigest()


def _words_of(revision):
    return {name: value for name, value in revision.content.items() if name not in OF_THE_SYSTEM}


def _notes_with(revision):
    if not issubclass(revision.base_content_type.model_class(), Page):
        return []
    notes = Correction.objects.waiting().filter(page_id=revision.object_id).order_by("pk")
    return [list(row) for row in notes.values_list("kind", "said", "says", "credited_to")]


class SignOff(AbstractGroupApprovalTask):
    """A step that groups or named people decide; with four eyes, not about their own work; where several have to
    approve, each for one and the same text."""

    groups = models.ManyToManyField(
        Group, verbose_name=_("groups"), blank=True, help_text=_("Whoever is in one of them decides at this step.")
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people"), blank=True, related_name="+",
        help_text=_("These people decide at this step, whatever groups they are in."),
    )  # fmt: skip
    needed = models.PositiveSmallIntegerField(
        _("approvals needed"), default=1, validators=[MinValueValidator(1)],
        help_text=_("How many of them must approve the same text."),
    )  # fmt: skip
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=True,
        help_text=_("Nobody approves what they began, or have changed since it was last published."),
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "people", "needed", "four_eyes"]
    admin_form_widgets = {
        **AbstractGroupApprovalTask.admin_form_widgets,
        "people": forms.CheckboxSelectMultiple,
    }

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")

    @classmethod
    def get_description(cls):
        return _("Groups or named people approve: one of them or several, and nobody their own work.")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if actions and not self._may_approve(obj, user):
            actions = [action for action in actions if action[0] == SEND_BACK]
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve" and not self._may_approve(task_state.revision.as_object(), user):
            # The form that offered it has just been saved with a change of theirs: it stays saved, and waits.
            return
        if action_name == "approve" and self.needed > 1:
            Vote.objects.get_or_create(task_state=task_state, user=user, digest=digest_of(task_state.revision))
            if self.still_needed(task_state):
                log(
                    instance=task_state.workflow_state.content_object, action=VOTED, user=user,
                    data={"step": self.name, "comment": kwargs.get("comment", "")},
                )  # fmt: skip
                return
        super().on_action(task_state, user, action_name, **kwargs)

    def still_needed(self, task_state):
        """How many approvals of the text as it is now are missing."""
        return max(0, self.needed - Vote.objects.for_present_text(task_state).count())

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if self.four_eyes:
            states = states.exclude(revision__user=user)
        return states

    def _user_in_groups(self, user):
        return super()._user_in_groups(user) or self.people.filter(pk=user.pk).exists()

    def _may_approve(self, obj, user):
        if self.four_eyes and user.pk in _authors_of(obj):
            return False
        state = obj.current_workflow_task_state
        if self.needed == 1 or state is None:
            return True
        return not Vote.objects.for_present_text(state).filter(user=user).exists()


def _authors_of(obj):
    """Whoever has saved it since it was last published, and of a page who began it: not the last of them alone, whom
    anybody's empty save would relieve. A fact's owner answers for the figure, and has not written it for that."""
    since = Revision.objects.for_instance(obj).filter(pk__gte=obj.live_revision_id or 0).order_by("pk")
    authors, before = set(), None
    for revision in since:
        words = _words_of(revision)
        # Whoever approves in a form saves it once more as it was.
        if words != before and revision.pk != obj.live_revision_id:
            authors.add(revision.user_id)
        before = words
    return authors | ({obj.owner_id} if isinstance(obj, Page) else set())


def is_still_waiting(task_state, user):
    """Whether this step waits for others, and no more for this user's approval."""
    task = task_state.task.specific
    return isinstance(task, SignOff) and not task._may_approve(task_state.revision.as_object(), user)


class VoteQuerySet(models.QuerySet):
    def for_present_text(self, task_state):
        return self.filter(task_state=task_state, digest=digest_of(task_state.revision))


class Vote(models.Model):
    """One of several approvals that a step needs. It holds for one text: another one has to be approved again."""

    task_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["task_state", "user", "digest"], name="editorial_one_vote")]

    def __str__(self):
        return f"{self.user} · {self.task_state_id}"


class Approval(models.Model):
    """What exactly was approved: the fingerprint of the text at the moment of the approval."""

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="approval")
    digest = models.CharField(max_length=64)
    #: Of the text alone: what waited with it has been told when the same text goes out once more.
    digest_of_words = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self):
        return f"{self.task_state_id} · {self.digest[:12]}"
