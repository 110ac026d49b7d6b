from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from wordings.models import Worded, Wording


class Topic(index.Indexed, Worded, ClusterableModel, TagBase):
    """`name` is the desk's own label; readers see the wording of their language under the one slug."""

    # A controlled vocabulary: writers choose topics, and do not make them by typing.
    free_tagging = False

    slug = models.SlugField(
        _("slug"),
        unique=True,
        max_length=60,
        validators=[validate_slug],
        help_text=_("In Latin letters; the same in every language's address."),
    )

    panels = [
        MultiFieldPanel(["name", "slug"], heading=_("Kept once")),
        InlinePanel("wordings", heading=_("In each language"), label=_("Language"), min_num=1),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self):
        return self.word("name") or self.name


class TopicWording(Wording):
    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="wordings")
    name = models.CharField(_("name"), max_length=80)
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Two or three sentences at the head of the topic's page.")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    panels = [FieldPanel("locale"), FieldPanel("name"), FieldPanel("introduction"), FieldPanel("checked_on")]

    class Meta:
        verbose_name = _("wording of a topic")
        verbose_name_plural = _("wordings of topics")
        constraints = [models.UniqueConstraint(fields=["topic", "locale"], name="topics_one_wording_a_locale")]

    def __str__(self):
        return self.name
