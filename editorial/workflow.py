"""Approval: of pages by editor, then publisher; of facts by one of those who answer for figures. What the last of them
approved is what goes out."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from facts.models import Fact

from .models import SignOff
from .roles import Role

NAME = "Editor, then publisher"
FACTS = "Facts: approver"
STOCK = "Moderators approval"


def establish(groups):
    """The workflow on the root of the tree, in place of Wagtail's own, and that of facts. Does nothing where a
    workflow of this name exists, assigned or not."""
    _of_pages(groups)
    _of_facts(groups)


def _of_pages(groups):
    if Workflow.objects.filter(name=NAME).exists():
        return
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root, workflow__name=STOCK).delete()
    Workflow.objects.filter(name=STOCK).update(active=False)
    steps = [("Editing", (Role.EDITOR, Role.APPROVER)), ("Publication", (Role.PUBLISHER,))]
    WorkflowPage.objects.create(workflow=_workflow(NAME, steps, groups), page=root)


def _of_facts(groups):
    kind = ContentType.objects.get_for_model(Fact)
    if Workflow.objects.filter(name=FACTS).exists() or WorkflowContentType.objects.filter(content_type=kind).exists():
        return
    steps = [("Figures", (Role.APPROVER, Role.PUBLISHER))]
    # One step alone: so it takes somebody else. Of a page's two, an edit in the second leads back to the first.
    workflow = _workflow(FACTS, steps, groups, four_eyes=True)
    WorkflowContentType.objects.create(workflow=workflow, content_type=kind)


def _workflow(name, steps, groups, four_eyes=False):
    workflow = Workflow.objects.create(name=name)
    for order, (step, roles) in enumerate(steps):
        task = SignOff.objects.create(name=step, four_eyes=four_eyes)
        task.groups.set([groups[role] for role in roles])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow
