from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from pages.models import BasePage
from stories.context import dress, topics_of
from stories.models import NewsItem

TOP_STORIES = 4
RECORD_LENGTH = 8


class HomePage(BasePage):
    """The front page of one language. Its slug is the language code: the tree's paths are the public addresses."""

    standfirst = models.TextField(_("introduction"), max_length=300, blank=True)
    billboard = models.ForeignKey(
        NewsItem, verbose_name=_("billboard"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("The item that leads the front page. Left empty, or no longer public, the newest story leads."),
    )  # fmt: skip

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "stories.StoryIndexPage",
        "stories.ReleaseIndexPage",
        "stories.PersonIndexPage",
        "stories.TopicIndexPage",
        "stories.InfoPage",
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("standfirst"),
        PageChooserPanel("billboard", ["stories.Story", "stories.PressRelease"]),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def clean(self):
        super().clean()
        if self.locale_id and self.slug != self.language_code:
            raise ValidationError(
                {"slug": _("The front page's address is its language code: %(code)s.") % {"code": self.language_code}}
            )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        public = NewsItem.objects.published().filter(locale_id=self.locale_id).newest_first()
        items = public.for_lines().select_related("lead_image")
        stories = list(items.of_voice("story")[: TOP_STORIES + 1])
        record = list(items.of_voice("record")[:RECORD_LENGTH])
        lead = self._lead(items) or next(iter(stories or record), None)
        topics = topics_of(public)
        # A young newsroom has few stories: releases take the places that are left.
        top_stories = [item for item in [*stories, *record] if item != lead][:TOP_STORIES]
        dress([lead, *top_stories, *record], topics)
        return context | {"lead": lead, "top_stories": top_stories, "record": record, "topics": topics}

    def _lead(self, items):
        """The editors' choice, while it is public."""
        return items.filter(pk=self.billboard_id).first() if self.billboard_id else None
