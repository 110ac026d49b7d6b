"""Somebody at the admin's own pages: what is pressed here goes through Wagtail's real views."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.forms import untouched

PASSWORD = "open sesame and close again"
ALONE = "There is nobody else in the house."


class Desk:
    """`Desk("Editor")` is a member of that role, `Desk()` a superuser; each logged in with a client of its own."""

    def __init__(self, role=None, name=None):
        users = get_user_model().objects
        name = name or (role or "chief").lower()
        self.user = users.create_user(name, f"{name}@karizan.example", PASSWORD, is_superuser=role is None)
        if role:
            self.user.groups.add(Group.objects.get(name=role))
        self.client = Client()
        self.client.force_login(self.user)

    def form(self, page, **changes):
        """What the edit form of the page would send, with these fields changed."""
        response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        if response.status_code != 200:
            return dict(changes)
        data = untouched(response, "page-edit-form")
        text = changes.pop("text", "The gate at Gaz is a plank.")
        blocks = [("paragraph", rich_text(f"<p>{text}</p>", features=["bold", "link"]))]
        return data | nested_form_data({"body": streamfield(blocks)}) | changes

    def save(self, page, action=None, **changes):
        """Presses a button of the edit form: None saves a draft, else "publish", "submit", "restart-workflow"."""
        data = self.form(page, **changes)
        if action:
            data[f"action-{action}"] = "1"
        return self._post("edit", [page.pk], data)

    def publish(self, page, because=ALONE, **changes):
        """Without approval; a page that asks why is told so."""
        return self.give_reason(self.save(page, "publish", **changes), because)

    def give_reason(self, response, because=ALONE):
        """Where the answer leads to the page that asks for it, and as it came otherwise."""
        if response.status_code != 302 or "/without-approval/" not in response.url:
            return response
        form = untouched(self.client.get(response.url), "without-approval")
        return self.client.post(response.url, form | {"reason": because})

    def schedule(self, page, at, **changes):
        """By the dialog; `at` is what is typed into the field, in the site's zone."""
        return self.publish(page, go_live_at=at, **changes)

    def unschedule(self, page):
        revision = Page.objects.get(pk=page.pk).scheduled_revision
        return self._post("revisions_unschedule", [page.pk, revision.pk if revision else 0])

    def submit(self, page, **changes):
        return self.save(page, "submit", **changes)

    def approve(self, page):
        state = Page.objects.get(pk=page.pk).current_workflow_task_state
        return self._post("workflow_action", [page.pk, "approve", state.pk if state else 0])

    def unpublish(self, page, **data):
        return self._post("unpublish", [page.pk], data)

    def delete(self, page):
        return self._post("delete", [page.pk])

    def lock(self, page):
        return self._post("lock", [page.pk])

    def unlock(self, page):
        return self._post("unlock", [page.pk])

    def create(self, model, parent, **data):
        address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
        response = self.client.get(address)
        if response.status_code != 200:
            return response
        form = untouched(response, "page-edit-form")
        form |= nested_form_data({"body": streamfield([("paragraph", rich_text("<p>First.</p>"))])}) | data
        return self.give_reason(self.client.post(address, form))

    def _post(self, name, args, data=None):
        return self.client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data or {})
