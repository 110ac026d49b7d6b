"""Steps of a workflow that people answer for."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from facts.models import Fact

from .approval import Vote
from .consent import lacking_consent
from .digest import digest_of, words_of
from .need_to_know import closed_keys, is_kept_from, who_may_know

#: What a reviewer may still do with their own work.
SEND_BACK = "reject"
#: The action in the history of the page or fact, for one of several approvals.
VOTED = "editorial.vote"


class SignOff(AbstractGroupApprovalTask):
    """A step that groups, named people or the owner of a fact decide; with four eyes, not about their own work; where
    several have to approve, each for one and the same text."""

    groups = models.ManyToManyField(
        Group, verbose_name=_("groups"), blank=True, help_text=_("Whoever is in one of them decides at this step.")
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people"), blank=True, related_name="+",
        help_text=_("These people decide at this step, whatever groups they are in."),
    )  # fmt: skip
    asks_owner = models.BooleanField(
        _("the owner of the fact"), default=False,
        help_text=_(
            "Whoever keeps a fact true decides at this step. Where they have sent it on themselves they have approved "
            "it with that; where nobody keeps it and nobody else is named here, the step is passed over."
        ),
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
    asks_quoted = models.BooleanField(
        _("consent of those quoted"), default=False,
        help_text=_("It can be approved when whoever is quoted has consented to the words."),
    )  # fmt: skip
    hours = models.PositiveSmallIntegerField(
        _("hours to decide"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("After half of them those who decide are reminded, and once more when they are over."),
    )  # fmt: skip
    stand_ins = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("stand-ins"), blank=True, related_name="+",
        help_text=_("They decide as well once the hours are over, and are told so."),
    )  # fmt: skip

    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields, "people", "asks_owner", "needed", "four_eyes", "asks_quoted",
        "hours", "stand_ins",
    ]  # fmt: skip
    admin_form_widgets = {
        **AbstractGroupApprovalTask.admin_form_widgets,
        "people": forms.CheckboxSelectMultiple,
        "stand_ins": forms.CheckboxSelectMultiple,
    }

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")

    @classmethod
    def get_description(cls):
        return _("Groups or named people approve: one of them or several, and nobody their own work.")

    # -- Who decides --------------------------------------------------------------------------------------------

    def decides(self, obj, user):
        """Whether it is this user's turn; not whether they may approve, which four eyes forbid for their own work."""
        is_named = self._user_in_groups(user) or self._owns(obj, user) or self._stands_in(obj, user)
        return user.is_superuser or (is_named and not is_kept_from(user, obj))

    def deciders(self, obj):
        """Everybody named for this step, for mail: without superusers, who are named by nobody."""
        named = Q(groups__in=self.groups.all()) | Q(pk__in=self.people.all())
        if self._keeper_of(obj):
            named |= Q(pk=obj.owner_id)
        return who_may_know(get_user_model().objects.filter(named, is_active=True).distinct(), obj)

    def deputies(self, obj):
        """Whoever decides as well when the time is over."""
        return who_may_know(
            get_user_model().objects.filter(pk__in=self.stand_ins.all(), is_active=True).distinct(), obj
        )

    def user_can_access_editor(self, obj, user):
        return self.decides(obj, user)

    def locked_for_user(self, obj, user):
        return not self.decides(obj, user)

    def user_can_lock(self, obj, user):
        return self.decides(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not (user.is_superuser or self._user_in_groups(user)):
            states = states.filter(self._owned_by(user) | self._overdue_for(user))
        if self.four_eyes:
            states = states.exclude(revision__user=user)
        return states.exclude(_kept_from(user))

    def _user_in_groups(self, user):
        return super()._user_in_groups(user) or self.people.filter(pk=user.pk).exists()

    def _keeper_of(self, obj):
        return obj.owner if self.asks_owner and isinstance(obj, Fact) else None

    def _owns(self, obj, user):
        return self._keeper_of(obj) == user

    def _owned_by(self, user):
        if not self.asks_owner:
            return Q(pk__in=[])
        keys = [str(key) for key in Fact.objects.owned_by(user).values_list("pk", flat=True)]
        meta = Fact._meta
        return Q(
            workflow_state__base_content_type__app_label=meta.app_label,
            workflow_state__base_content_type__model=meta.model_name,
            workflow_state__object_id__in=keys,
        )

    # -- Deadline -----------------------------------------------------------------------------------------------

    def deadline_of(self, task_state):
        """When it should be decided, or None."""
        return task_state.started_at + timedelta(hours=self.hours) if self.hours else None

    def is_overdue(self, task_state, now=None):
        deadline = self.deadline_of(task_state)
        return deadline is not None and deadline <= (now or timezone.now())

    def _stands_in(self, obj, user):
        state = obj.current_workflow_task_state
        return bool(state and self.is_overdue(state) and self.stand_ins.filter(pk=user.pk).exists())

    def _overdue_for(self, user):
        if not self.hours or not self.stand_ins.filter(pk=user.pk).exists():
            return Q(pk__in=[])
        return Q(started_at__lte=timezone.now() - timedelta(hours=self.hours))

    # -- Its course ---------------------------------------------------------------------------------------------

    def start(self, workflow_state, user=None):
        thing = workflow_state.content_object
        holder = getattr(thing, "locked_by", None)
        # Wagtail takes the lock from everybody who is not in a group of the step.
        begin = super(AbstractGroupApprovalTask, self) if holder and self.decides(thing, holder) else super()
        state = begin.start(workflow_state, user=user)
        if self.asks_owner:
            self._pass_what_the_owner_knows(state, thing, user)
        return state

    def _pass_what_the_owner_knows(self, state, thing, user):
        keeper = self._keeper_of(thing)
        if keeper is not None and keeper == user:
            state.status, state.finished_by = TaskState.STATUS_APPROVED, user
        elif keeper is None and isinstance(thing, Fact) and not self._names_anybody():
            state.status = TaskState.STATUS_SKIPPED
        else:
            return
        state.finished_at = timezone.now()
        state.save(update_fields=["status", "finished_at", "finished_by"])

    def _names_anybody(self):
        return self.groups.exists() or self.people.exists()

    def get_actions(self, obj, user):
        if not self.decides(obj, user):
            return []
        # Those of Wagtail's own step, which asks for groups alone. The last of each says whether it wants a comment.
        actions = [(SEND_BACK, gettext("Request changes"), True)]
        if self._may_approve(obj, user):
            actions += [("approve", gettext("Approve"), False), ("approve", gettext("Approve with comment"), True)]
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

    def what_forbids(self, obj, user):
        """Why this user may not approve it now: one of `Forbidden`, or None."""
        if self.four_eyes and user.pk in _authors_of(obj):
            return Forbidden.OWN_WORK
        if self.asks_quoted and lacking_consent(obj):
            return Forbidden.NO_CONSENT
        state = obj.current_workflow_task_state
        if self.needed > 1 and state and Vote.objects.for_present_text(state).filter(user=user).exists():
            return Forbidden.HAS_VOTED
        return None

    def _may_approve(self, obj, user):
        return self.what_forbids(obj, user) is None


class Forbidden(models.TextChoices):
    OWN_WORK = "own_work", _("You began it, or have changed it since it was last published: somebody else approves it.")
    NO_CONSENT = "no_consent", _("Somebody who is quoted has not consented to the words yet.")
    HAS_VOTED = "has_voted", _("You have approved this text. It waits for others.")


def _authors_of(obj):
    """Whoever has saved it since it was last published, and of a page who began it: not the last of them alone, whom
    anybody's empty save would relieve. A fact's owner answers for the figure, and has not written it for that."""
    since = Revision.objects.for_instance(obj).filter(pk__gte=obj.live_revision_id or 0).order_by("pk")
    authors, before = set(), None
    for revision in since:
        words = words_of(revision)
        # Whoever approves in a form saves it once more as it was.
        if words != before and revision.pk != obj.live_revision_id:
            authors.add(revision.user_id)
        before = words
    return authors | ({obj.owner_id} if isinstance(obj, Page) else set())


def _kept_from(user):
    """Condition on steps: about pages that do not exist for this user."""
    keys = [str(key) for key in closed_keys(user)]
    kind = {
        "workflow_state__base_content_type__app_label": "wagtailcore",
        "workflow_state__base_content_type__model": "page",
    }
    return Q(**kind, workflow_state__object_id__in=keys)


def is_still_waiting(task_state, user):
    """Whether this step waits for others, and no more for this user's approval."""
    task = task_state.task.specific
    return isinstance(task, SignOff) and not task._may_approve(task_state.revision.as_object(), user)
