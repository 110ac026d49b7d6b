from django.db import models
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from pages.calendar import format_date
from pages.document import text_of

from ..blocks import ReleaseBody
from .news_item import NewsItem


class PressRelease(NewsItem):
    """An official announcement that a journalist can use as it stands: facts, quotes, somebody to call."""

    place = models.CharField(
        _("place"), max_length=80, help_text=_("Where the news is from, as it stands in the dateline.")
    )
    dateline = models.DateField(
        _("date"), null=True, help_text=_("The date in the dateline; both calendars are understood.")
    )
    body = StreamField(ReleaseBody(), verbose_name=_("text"), blank=True)
    boilerplate = models.TextField(
        _("boilerplate"), blank=True, help_text=_("Left empty, the brand's own stands under the release.")
    )

    keeps_facts = True
    on_record = True
    parent_page_types = ["stories.ReleaseIndexPage"]
    template = "stories/press_release.html"
    edit_handler = NewsItem.tabs(
        MultiFieldPanel([FieldRowPanel(["place", "dateline"])], heading=_("Dateline")),
        "body",
        *NewsItem.contact_panels,
        "boilerplate",
        *NewsItem.people_panels,
    )

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    @property
    def went_out_on_its_dateline(self):
        """Whether readers had it on the day that it names."""
        return self.first_published_at is not None and timezone.localdate(self.first_published_at) == self.dateline

    @property
    def opening_words(self):
        """The dateline in the text: place and date, before the first word of the lead."""
        date = format_date(self.dateline, self.language_code) if self.dateline else ""
        comma = "، " if self.language_code == "fa" else ", "
        words = format_html_join(comma, "<bdi>{}</bdi>", ((part,) for part in (self.place, date) if part))
        return format_html('<b class="dateline">{} —</b> ', words) if words else ""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        texts = (block.value for block in self.body if block.block_type == "paragraph")
        return context | {"opening": next(texts, None), "contacts": self.press_contacts()}

    def what_is_missing(self):
        missing = []
        if not self.contacts.all():
            missing.append(gettext("A press release needs somebody to call: add a press contact."))
        if not text_of(self.document()).strip():
            missing.append(gettext("The press release has no text yet."))
        return missing
