"""Mail about approval: to each in their own language, with a link to the page for deciding. It names nothing that is
kept secret until its time: a mailbox is no safe place for a title.

In the place of Wagtail's own, which knows the groups of a step alone and puts titles into subjects."""

from django.conf import settings
from django.urls import reverse
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from .embargo import is_secret
from .models import Reminder, SignOff

FOLDER = "emails/approval/"


class _OurWords:
    template_directory = FOLDER

    def get_template_base_prefix(self, instance, **kwargs):
        return ""

    def get_context(self, state, **kwargs):
        workflow = state.workflow_state if isinstance(state, TaskState) else state
        step = state if isinstance(state, TaskState) else workflow.current_task_state
        thing = workflow.content_object
        kind = thing.specific_class if isinstance(thing, Page) else type(thing)
        # Whoever writes about a secret says nothing of it.
        told = not is_secret(thing)
        return super().get_context(state, **kwargs) | {
            "kind": kind._meta.verbose_name,
            "title": _title(thing) if told else "",
            "sender": workflow.requested_by,
            "step": step.task if step else None,
            "decider": step.finished_by if step else None,
            "comment": step.comment if step and told else "",
            "deadline": _deadline(step),
            "decide_url": _admin(reverse("editorial_decide", args=[step.pk])) if step else "",
            "edit_url": _admin(_edit_url(thing)),
            "account_url": _admin(reverse("wagtailadmin_account")),
        }


class StepNotifier(_OurWords, GroupApprovalTaskStateSubmissionEmailNotifier):
    """To everybody who decides at a step, but for the one who has sent it there."""

    def get_recipient_users(self, task_state, user=None, **kwargs):
        task, thing = task_state.task.specific, task_state.workflow_state.content_object
        if not isinstance(task, SignOff):
            return super().get_recipient_users(task_state, user=user, **kwargs)
        return task.deciders(thing).exclude(pk=user.pk if user else None)


class ReminderNotifier(StepNotifier):
    """To those who have not decided yet; when the time is over, to the stand-ins too."""

    def __init__(self, stage):
        super().__init__()
        self.stage = stage

    def get_template_base_prefix(self, instance, **kwargs):
        return "still_" if self.stage == Reminder.Stage.HALF else "overdue_"

    def get_recipient_users(self, task_state, **kwargs):
        task, thing = task_state.task.specific, task_state.workflow_state.content_object
        people = task.deciders(thing)
        return people if self.stage == Reminder.Stage.HALF else people | task.deputies(thing)


class ApprovedNotifier(_OurWords, WorkflowStateApprovalEmailNotifier):
    pass


class SentBackNotifier(_OurWords, WorkflowStateRejectionEmailNotifier):
    pass


def take_over():
    """Under Wagtail's names, so that each event is told once, whichever app is ready first."""
    for signal, sender, name, notifier in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification", StepNotifier()),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", ApprovedNotifier()),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", SentBackNotifier()),
    ):
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(notifier, sender=sender, dispatch_uid=name, weak=False)


def _title(thing):
    """In one line: it stands in subjects."""
    return " ".join((thing.draft_title if isinstance(thing, Page) else str(thing)).split())


def _deadline(step):
    task = step.task.specific if step else None
    return task.deadline_of(step) if isinstance(task, SignOff) else None


def _admin(path):
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _edit_url(thing):
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
