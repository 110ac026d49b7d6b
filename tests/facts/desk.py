"""Somebody who looks after facts in the admin: what is pressed here goes through Wagtail's real views."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from facts.models import Fact
from tests.factories import locale
from tests.forms import untouched
from tests.publication.desk import Desk


def address(name, *args):
    return reverse(Fact.snippet_viewset.get_url_name(name), args=args)


def worded(language="en", **words):
    """A row of a wording, as the form sends it."""
    words = {"statement": "Wells read", "counted": "wells", "source": "Register of wells", **words}
    return {"locale": locale(language).pk, "value": "", "note": "", **words}


class FactDesk(Desk):
    def open(self, fact, name="edit"):
        return self.client.get(address(name, fact.pk))

    def form(self, fact, **changes):
        """What the edit form of the fact would send, with these fields changed."""
        response = self.open(fact)
        if response.status_code != 200:
            return dict(changes)
        return untouched(response, "w-editor-form") | changes

    def add(self, *wordings, action=None, **fields):
        """Presses a button of the form for a new fact: None saves a draft."""
        data = nested_form_data({"wordings": inline_formset([*wordings], initial=0)})
        data |= {
            "label": "Wells read", "amount": "61", "unit": "", "as_of": "2026-03-01", "review_by": "",
            "source_address": "", "source_document": "", "owner": "", "go_live_at": "", "expire_at": "", **fields,
        }  # fmt: skip
        if action:
            data[f"action-{action}"] = "1"
        return self.give_reason(self.client.post(address("add"), data))

    def approve(self, fact):
        state = Fact.objects.get(pk=fact.pk).current_workflow_task_state
        return self._post("workflow_action", [fact.pk, "approve", state.pk if state else 0])

    def lock(self, fact):
        return self._post("lock", [fact.pk])

    def revert(self, fact, revision, action=None, **changes):
        page = self.client.get(address("revisions_revert", fact.pk, revision.pk))
        data = untouched(page, "w-editor-form") | changes
        pressed = {f"action-{action}": "1"} if action else {}
        return self.give_reason(self.client.post(address("edit", fact.pk), data | pressed))

    def _post(self, name, args, data=None):
        return self.client.post(address(name, *args), data or {})
