import re

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.bidi import isolate

#: The end of a sentence, within the marks that may close around it.
_END_OF_SENTENCE = re.compile(r"""[.!?؟…][\s"'”’»)\]]*\Z""")


class CorrectionQuerySet(models.QuerySet):
    def waiting(self):
        """Written, and told to nobody yet: they go out with the next publication of their page."""
        return self.filter(at=None)

    def told(self):
        """What readers are told. Whether they may see the page is the gate's to say."""
        return self.exclude(kind=Correction.Kind.SILENT).filter(at__isnull=False)

    def newest_first(self):
        """What waits will be the newest."""
        return self.order_by(models.F("at").desc(nulls_first=True), "-pk")


class Correction(models.Model):
    """What a published piece said, and what it says since. A row, because republishing an old revision must not take
    back what readers were told; once it is out, nobody changes it: a further one follows."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        SILENT = "silent", _("No note to readers")

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("piece"), on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(
        _("kind"), max_length=13, choices=Kind.choices, default=Kind.CORRECTION,
        help_text=_(
            "A correction: it was wrong. A clarification: it could be misread. An update: something has happened "
            "since. No note: nothing of substance has changed; the reason stays in the house."
        ),
    )  # fmt: skip
    said = models.TextField(
        _("what it said"), max_length=600, blank=True, help_text=_("As it stood. A correction names the error.")
    )
    says = models.TextField(
        _("what it says now"), max_length=600, help_text=_("In one or two sentences. Without a note: the reason why.")
    )
    credited_to = models.CharField(
        _("pointed out by"), max_length=120, blank=True, help_text=_("Whom readers learn to thank for it.")
    )
    at = models.DateTimeField(_("told at"), null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.SET_NULL, null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["page", "at"], name="editorial_correction_of")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.says[:60]}"

    def clean(self):
        if self.kind == self.Kind.CORRECTION and not self.said:
            raise ValidationError({"said": _("A correction says what was wrong as well as what is right.")})

    @admin.display(description=_("what it says now"), ordering="says")
    def isolated(self):
        """What it says, for a list that may run in the other direction."""
        return isolate(self.says)

    @property
    def quotes_a_sentence(self):
        """Whether what it said ends with a stop of its own; none is set behind the quotation then."""
        return bool(_END_OF_SENTENCE.search(self.said))

    @property
    def what_it_said(self):
        """ "It said: …" in plain text, as `partials/correction.html` says it; "" where it quotes nothing."""
        if not self.said:
            return ""
        words = gettext("It said: “%(words)s”") if self.quotes_a_sentence else gettext("It said: “%(words)s”.")
        return words % {"words": self.said}

    @property
    def is_out(self):
        """Whether its page has been published since it was written."""
        return self.at is not None


def tell_waiting(page, now=None):
    """The page is published: what was written about the change goes out with it."""
    return page.corrections.waiting().update(at=now or timezone.now())
