from copy import copy

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from pages.document import document_of_stream, text_of

from ..blocks import StatementBody, ThreadBody
from .news_item import NewsItem


class Statement(NewsItem):
    """What somebody says for the house, or the house itself. With entries it is a thread: one address, the latest
    word on top, each addition approved like the first."""

    attributed_to = models.ForeignKey(
        "people.Person", verbose_name=_("attributed to"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="statements", help_text=_("Left empty, the organisation itself speaks."),
    )  # fmt: skip
    body = StreamField(StatementBody(), verbose_name=_("text"), blank=True)
    thread = StreamField(
        ThreadBody(), verbose_name=_("thread"), blank=True,
        help_text=_("Dated additions, in any order; the latest stands on top and under the headline."),
    )  # fmt: skip
    outcome = models.CharField(
        _("outcome"), max_length=300, blank=True, help_text=_("Closes the thread: how it ended, in a sentence.")
    )

    keeps_facts = True
    on_record = True
    parent_page_types = ["stories.StatementIndexPage"]
    template = "stories/statement.html"
    edit_handler = NewsItem.tabs(
        FieldPanel("attributed_to"),
        "body",
        MultiFieldPanel(["thread", "outcome"], heading=_("Thread")),
        *NewsItem.contact_panels,
        *NewsItem.people_panels,
    )

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    @property
    def speakers(self):
        return [self.attributed_to] if self.attributed_to else []

    @property
    def is_thread(self):
        return len(self.thread) > 0

    @cached_property
    def entries(self):
        """The blocks of the thread, the latest first; without a time (in a draft) at the end."""
        dated = [entry for entry in self.thread if entry.value.get("at")]
        undated = [entry for entry in self.thread if not entry.value.get("at")]
        return sorted(dated, key=lambda entry: entry.value["at"], reverse=True) + undated

    @property
    def latest_at(self):
        """When the last word was said, or None."""
        return self.entries[0].value.get("at") if self.entries else None

    def unsettled_document(self):
        thread = [element for entry in self.entries for element in entry.block.document(entry.value)]
        return [*thread, *document_of_stream(self.body)]

    def words_told(self, since=None):
        if since is None:
            return super().words_told()
        told = {entry.id for entry in since.thread}
        kept = copy(self)
        kept.__dict__.pop("entries", None)  # cached, and those of the whole thread
        kept.thread = StreamValue(self.thread.stream_block, [entry for entry in self.thread if entry.id in told])
        return kept.words_told()

    def what_is_missing(self):
        missing = []
        if not text_of(self.document()).strip():
            missing.append(gettext("The statement has no text yet."))
        if not self.contacts.all():
            missing.append(gettext("A statement needs somebody to call: add a press contact."))
        return missing

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"contacts": self.press_contacts()}
