"""Approval: editor, then publisher. What the last of them approved is what goes out."""

from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from .roles import Role

NAME = "Editor, then publisher"
STOCK = "Moderators approval"


def establish(groups):
    """The workflow on the root of the tree, in place of Wagtail's own. Does nothing where ours exists."""
    if Workflow.objects.filter(name=NAME).exists():
        return
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root, workflow__name=STOCK).delete()
    Workflow.objects.filter(name=STOCK).update(active=False)
    workflow = Workflow.objects.create(name=NAME)
    steps = [("Editing", (Role.EDITOR, Role.APPROVER)), ("Publication", (Role.PUBLISHER,))]
    for order, (name, roles) in enumerate(steps):
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set([groups[role] for role in roles])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=root)
