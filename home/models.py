from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable

from facts.citing import CitesFacts
from pages.forms import RowForm
from pages.models import BasePage
from stories.models import NewsItem

from .composing import PICTURES, TOP_STORIES, compose

#: Kinds that may lead the front page.
LEADING = [
    "stories.Story", "stories.PressRelease", "stories.Statement", "stories.FactSheet", "stories.PressKit",
]  # fmt: skip
FACTS = 4


class HomePage(CitesFacts, BasePage):
    """The front page of one language. Its slug is the language code: the tree's paths are the public addresses.

    Editors choose items, not layouts: the order of sections is fixed, and one without content disappears.
    """

    standfirst = models.TextField(_("introduction"), max_length=300, blank=True)
    billboard = models.ForeignKey(
        NewsItem, verbose_name=_("billboard"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("The item that leads the front page. Left empty, or no longer public, the newest story leads."),
    )  # fmt: skip

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "stories.StoryIndexPage",
        "stories.ReleaseIndexPage",
        "stories.StatementIndexPage",
        "stories.FactIndexPage",
        "stories.MediaPage",
        "stories.PersonIndexPage",
        "stories.TopicIndexPage",
        "stories.InfoPage",
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("standfirst"),
        PageChooserPanel("billboard", LEADING),
        InlinePanel(
            "top_stories", heading=_("Top stories"), label=_("Item"), max_num=TOP_STORIES,
            help_text=_("One large, one with its picture, two as text. Places left free are filled with the newest."),
        ),
        HelpPanel(
            _("The record, between top stories and pictures, fills itself: the last eight official items."),
            heading=_("The record"),
        ),
        InlinePanel(
            "chosen_pictures", heading=_("Contact sheet"), label=_("Picture"), max_num=PICTURES,
            help_text=_("Left empty, the newest five that are free to use."),
        ),
        InlinePanel(
            "chosen_facts", heading=_("Facts"), label=_("Fact"), max_num=FACTS,
            help_text=_("Up to four. One that is past its review date leaves the front page by itself."),
        ),
        InlinePanel(
            "announcements", heading=_("Announcements"), label=_("Announcement"),
            help_text=_("A strip above everything, one at a time: of those whose time it is, the one begun last."),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def clean(self):
        super().clean()
        if self.locale_id and self.slug != self.language_code:
            raise ValidationError(
                {"slug": _("The front page's address is its language code: %(code)s.") % {"code": self.language_code}}
            )

    def assets(self):
        return [*(row.image for row in self.chosen_pictures.all() if row.image), *super().assets()]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | compose(self, request)


class TopStory(Orderable):
    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="top_stories")
    item = models.ForeignKey(NewsItem, verbose_name=_("item"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("item", LEADING)]

    class Meta(Orderable.Meta):
        verbose_name = _("top story")

    def __str__(self):
        return str(self.item)


class ChosenFact(Orderable):
    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="chosen_facts")
    fact = models.ForeignKey("facts.Fact", verbose_name=_("fact"), on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("fact")]

    class Meta(Orderable.Meta):
        verbose_name = _("fact on the front page")

    def __str__(self):
        return str(self.fact)


class ChosenPicture(Orderable):
    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="chosen_pictures")
    image = models.ForeignKey(
        "media_library.Image", verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("image")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture on the front page")

    def __str__(self):
        return str(self.image)


class Announcement(Orderable):
    """One sentence above everything else, for a time."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("Notice")
        STATEMENT = "statement", _("Statement")
        LIVE = "live", _("Live")

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="announcements")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SERVICE)
    text = models.CharField(_("sentence"), max_length=140)
    item = models.ForeignKey(
        NewsItem, verbose_name=_("leads to the item"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    address = models.URLField(_("or to the address"), blank=True)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True, help_text=_("Left empty: at once."))
    ends_at = models.DateTimeField(
        _("until"), null=True, help_text=_("It leaves by itself: nobody remembers to take down a notice.")
    )

    base_form_class = RowForm
    panels = [
        FieldPanel("kind"),
        FieldPanel("text"),
        MultiFieldPanel([PageChooserPanel("item", LEADING), FieldPanel("address")], heading=_("Where it leads")),
        FieldRowPanel(["starts_at", "ends_at"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("announcement")

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It would end before it begins.")})
        if self.item_id and self.address:
            raise ValidationError({"address": _("Give an item or an address, not both.")})

    def is_on(self, now=None):
        now = now or timezone.now()
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or now < self.ends_at)
