"""What the tests of release bundles share: a bundle put together by real requests, and items approved for it."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from publication.models import Release
from tests.stories.admin import user

HOUR = timedelta(hours=1)
FAR = "2090-01-01 10:00"


class Office:
    """Somebody at the pages of releases; what is pressed here goes through the real views."""

    def __init__(self, role, language="en", **fields):
        self.user = user(role, language, **fields)
        self.client = Client()
        self.client.force_login(self.user)

    def create(self, name="Figures of the year", at=FAR, note=""):
        self.client.post(reverse("release:add"), {"name": name, "at": at, "note": note})
        return Release.objects.get(name=name)

    def look(self, release):
        return self.client.get(reverse("release:look", args=[release.pk]))

    def edit(self, release, **changes):
        data = {"name": release.name, "at": f"{timezone.localtime(release.at):%Y-%m-%d %H:%M}", "note": release.note}
        return self.client.post(reverse("release:edit", args=[release.pk]), data | changes, follow=True)

    def add(self, release, *pages):
        keys = ",".join(str(page.pk) for page in pages)
        return self.post("add_items", release.pk, data={"pages": keys})

    def gather(self, release, source):
        return self.post("gather", release.pk, source)

    def move(self, release, move):
        answer = self.post("move", release.pk, move)
        release.refresh_from_db()
        return answer

    def cancel(self, release):
        answer = self.post("cancel", release.pk)
        release.refresh_from_db()
        return answer

    def item(self, release, page, step):
        return self.post("item", release.pk, release.items.get(page_id=page.pk).pk, step)

    def post(self, name, *args, data=None):
        return self.client.post(reverse(f"release:{name}", args=args), data or {}, follow=True)


def approve(page, chief):
    """Takes the page's newest text through its workflow."""
    page = Page.objects.get(pk=page.pk).specific
    workflow = page.get_workflow().start(page, chief)
    while workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        workflow.current_task_state.task.specific.on_action(workflow.current_task_state, chief, "approve")
        workflow.refresh_from_db()
    return Page.objects.get(pk=page.pk).specific
