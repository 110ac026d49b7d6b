"""Approval, by kind: of stories by editor, then publisher; of releases and statements by the law in between; of facts
by whoever keeps them true, then by one who answers for figures. What the last of them approved is what goes out."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from facts.models import Fact

from .models import SignOff
from .roles import Role

NAME = "Editor, then publisher"
RELEASES = "Editor, legal, then publisher"
FACTS = "Facts: owner, then approver"
STOCK = "Moderators approval"

#: Hours to decide: of a working day each, and of two for what lawyers read.
A_DAY, TWO_DAYS = 24, 48


def establish(groups):
    """The workflow on the root of the tree, in place of Wagtail's own, and that of facts. Does nothing where a
    workflow of this name exists, assigned or not."""
    _of_pages(groups)
    _of_facts(groups)


def establish_for_releases(groups, sections):
    """That of what speaks for the house, on these sections of the tree; once, as the others."""
    if Workflow.objects.filter(name=RELEASES).exists():
        return
    workflow = _workflow(
        RELEASES,
        [
            ("Editing of releases", {"groups": (Role.EDITOR, Role.APPROVER), "hours": A_DAY}),
            # Where nobody is of the law, an approver decides: a step without anybody would hold everything up.
            ("Legal", {"groups": (Role.LEGAL, Role.APPROVER), "hours": TWO_DAYS}),
            ("Publication of releases", {"groups": (Role.PUBLISHER,), "hours": A_DAY}),
        ],
        groups,
    )
    for section in sections:
        WorkflowPage.objects.get_or_create(page=section, defaults={"workflow": workflow})


def _of_pages(groups):
    if Workflow.objects.filter(name=NAME).exists():
        return
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root, workflow__name=STOCK).delete()
    Workflow.objects.filter(name=STOCK).update(active=False)
    steps = [
        ("Editing", {"groups": (Role.EDITOR, Role.APPROVER), "hours": A_DAY}),
        ("Publication", {"groups": (Role.PUBLISHER,), "hours": A_DAY}),
    ]
    WorkflowPage.objects.create(workflow=_workflow(NAME, steps, groups), page=root)


def _of_facts(groups):
    kind = ContentType.objects.get_for_model(Fact)
    if Workflow.objects.filter(name=FACTS).exists() or WorkflowContentType.objects.filter(content_type=kind).exists():
        return
    steps = [
        ("Owner of the figure", {"asks_owner": True, "hours": A_DAY}),
        # It takes somebody else. Of a page's steps, an edit in a later one leads back to the first.
        ("Figures", {"groups": (Role.APPROVER, Role.PUBLISHER), "four_eyes": True, "hours": A_DAY}),
    ]
    WorkflowContentType.objects.create(workflow=_workflow(FACTS, steps, groups), content_type=kind)


def _workflow(name, steps, groups):
    workflow = Workflow.objects.create(name=name)
    for order, (step, given) in enumerate(steps):
        roles = given.pop("groups", ())
        task = SignOff.objects.create(name=step, **{"four_eyes": False, **given})
        task.groups.set([groups[role] for role in roles])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow
