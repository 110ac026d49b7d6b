from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from pages.calendar import format_date
from pages.document import text_of
from people.choosers import PressContactChooser

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

    parent_page_types = ["stories.ReleaseIndexPage"]
    template = "stories/press_release.html"
    edit_handler = NewsItem.tabs(
        MultiFieldPanel([FieldRowPanel(["place", "dateline"])], heading=_("Dateline")),
        "body",
        InlinePanel("contacts", heading=_("Press contacts"), label=_("Contact"), max_num=4),
        "boilerplate",
        *NewsItem.people_panels,
    )

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

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
        people = [row.person for row in self.contacts.all() if row.person]
        return context | {"opening": next(texts, None), "contacts": people}

    def what_is_missing(self):
        missing = []
        if not self.contacts.all():
            missing.append(gettext("A press release needs somebody to call: add a press contact."))
        if not text_of(self.document()).strip():
            missing.append(gettext("The press release has no text yet."))
        return missing


class ReleaseContact(Orderable):
    release = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="release_contacts",
        limit_choices_to={"is_press_contact": True},
    )  # fmt: skip

    panels = [FieldPanel("person", widget=PressContactChooser)]

    class Meta(Orderable.Meta):
        verbose_name = _("press contact")

    def __str__(self):
        return str(self.person)
