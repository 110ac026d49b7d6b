from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from pages.document import text_of

from ..blocks import StoryBody
from .news_item import ItemPerson, NewsItem


class Story(NewsItem):
    """Journalism: an authentic experience told by somebody with a name."""

    class Form(models.TextChoices):
        FEATURE = "feature", _("Feature")
        INTERVIEW = "interview", _("Interview")
        FIRST_PERSON = "first_person", _("First person")
        EXPLAINER = "explainer", _("Explainer")
        BEHIND_THE_SCENES = "behind_the_scenes", _("Behind the scenes")

    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.FEATURE)
    body = StreamField(StoryBody(), verbose_name=_("text"), blank=True)

    voice = "story"
    parent_page_types = ["stories.StoryIndexPage"]
    template = "stories/story.html"
    edit_handler = NewsItem.tabs("form", *NewsItem.people_panels, "body")

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def what_is_missing(self):
        missing = []
        if not self.people(ItemPerson.Role.BY):
            missing.append(gettext("A story needs a byline: add at least one person with the role “by”."))
        if not text_of(self.document()).strip():
            missing.append(gettext("The story has no text yet."))
        return missing
