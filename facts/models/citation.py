from django.db import models
from django.utils.translation import gettext_lazy as _


class Citation(models.Model):
    """That a page says a fact in public. Written in the transaction that publishes the page.

    `protected` pages keep the version that they were published with; the others say what holds now.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="citations")
    fact = models.ForeignKey("facts.Fact", on_delete=models.PROTECT, related_name="citations")
    version = models.ForeignKey("facts.FactVersion", null=True, on_delete=models.PROTECT, related_name="citations")
    protected = models.BooleanField(default=False)

    # Written by publication; who asks where a fact is used means the pages.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [models.UniqueConstraint(fields=["page", "fact"], name="facts_page_cites_once")]

    def __str__(self):
        return f"{self.page_id} · {self.fact_id}"
