from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from pages.document import assets_of

from ..blocks import KitBody
from .news_item import NewsItem


class PressKit(NewsItem):
    """Everything for covering a subject: files in chapters with their terms, facts, people, items."""

    terms = models.TextField(
        _("terms of use"), max_length=1000, blank=True,
        help_text=_("What one may do with the files, what not, and how to credit them."),
    )  # fmt: skip
    body = StreamField(KitBody(), verbose_name=_("chapters"), blank=True)

    reference_series = "NW-KIT"
    tells_changes = False
    parent_page_types = ["stories.KitIndexPage"]
    template = "stories/press_kit.html"
    edit_handler = NewsItem.tabs(
        "terms",
        "body",
        InlinePanel("kit_items", heading=_("Items that belong to it"), label=_("Item")),
        *NewsItem.contact_panels,
        *NewsItem.people_panels,
    )

    class Meta:
        verbose_name = _("press kit")
        verbose_name_plural = _("press kits")

    @cached_property
    def files(self):
        """Every asset of its chapters, once, in their order."""
        return list(dict.fromkeys(assets_of(self.unsettled_document())))

    @cached_property
    def items(self):
        """Public items that belong to it, in the editors' order. One query."""
        places = {row.target_id: place for place, row in enumerate(self.kit_items.all())}
        public = NewsItem.objects.filter(pk__in=places).published().for_lines()
        return sorted(public, key=lambda item: places[item.pk])

    def what_is_missing(self):
        missing = []
        if not self.files:
            missing.append(gettext("The press kit has no files yet."))
        if not self.terms:
            missing.append(gettext("Say under which terms the files may be used."))
        return missing

    def get_context(self, request, *args, **kwargs):
        from ..library.kits import KitFiles

        context = super().get_context(request, *args, **kwargs)
        self.library = KitFiles(self, request.GET)
        return context | {"contacts": self.press_contacts(), "narrowed": self.library.is_one_of_many}


class KitItem(Orderable):
    kit = ParentalKey(PressKit, on_delete=models.CASCADE, related_name="kit_items")
    target = models.ForeignKey(NewsItem, verbose_name=_("item"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("item of a press kit")

    def __str__(self):
        return str(self.target)
