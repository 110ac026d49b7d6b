from django.db import models
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from facts.blocks import settle_document
from facts.citing import CitesFacts
from pages.document import document_of_stream, text_of
from pages.folding import index_text
from pages.models import BasePage

from ..blocks import InfoBody
from ..context import gather_body
from ..forms import WholeForm


class InfoPage(CitesFacts, BasePage):
    """What stands still: about, contact, the policies."""

    class Purpose(models.TextChoices):
        ABOUT = "about", _("About")
        CONTACT = "contact", _("Contact")
        USE_OF_CONTENT = "use_of_content", _("Use of content")
        CORRECTIONS_POLICY = "corrections_policy", _("Corrections policy")
        SOCIAL_MEDIA_POLICY = "social_media_policy", _("Social-media policy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        PRIVACY = "privacy", pgettext_lazy("an information page", "Privacy")
        OTHER = "other", _("Other")

    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.OTHER,
        help_text=_("The footer and structured data lead to the page of each purpose."),
    )  # fmt: skip
    standfirst = models.TextField(_("summary"), max_length=400, blank=True)
    body = StreamField(InfoBody(), verbose_name=_("text"), blank=True)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all of it is true."),
    )

    base_form_class = WholeForm
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("purpose"),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("checked_on"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("search_text"),
        index.FilterField("locale_id"),
    ]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request, *args, **kwargs):
        gather_body(self)
        return super().get_context(request, *args, **kwargs)

    def document(self):
        return settle_document(document_of_stream(self.body), self.cited)

    @cached_property
    def search_text(self):
        """As that of `NewsItem`."""
        with translation.override(self.language_code):
            return index_text("\n".join([self.title, self.standfirst, text_of(self.document())]))
