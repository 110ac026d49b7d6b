from django.utils.translation import gettext_lazy as _

from pages.forms import PageForm
from publication.registries import readiness

from .widgets import TopicField


class WholeForm(PageForm):
    """A draft may be half-finished; what is submitted, scheduled or published must be whole."""

    #: Messages of the last validation about what readers would miss.
    missing = ()

    def is_valid(self):
        is_valid = super().is_valid()
        if not is_valid or self.is_deferred_validation or not self.is_bound:
            return is_valid
        # The rows of inline panels are on the page only after this; saving again replaces them, it adds none.
        page = self.save(commit=False)
        self.missing = [message for check in readiness for message in check(page)]
        for message in self.missing:
            self.add_error(None, str(message))
        return not self.missing


class NewsItemForm(WholeForm):
    topics = TopicField(help_text=_("What it is about: one to three. Readers and feeds find it by them."))

    def clean(self):
        cleaned = super().clean()
        supersedes = cleaned.get("supersedes")
        if supersedes and supersedes.pk == self.instance.pk:
            self.add_error("supersedes", _("An item cannot replace itself."))
        if (
            cleaned.get("ai_use") not in (None, "", "none")
            and not cleaned.get("ai_note")
            and not self.is_deferred_validation
        ):
            self.add_error("ai_note", _("Say in a sentence what was done with it."))
        return cleaned
