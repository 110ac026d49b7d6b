from contextlib import nullcontext

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Cast
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.search import index

from media_library.names import new_public_id
from publication.models import BoundRevisions
from publication.signals import Event
from wordings.models import Worded, Wording

from ..forms import FactForm
from ..panels import TouchedPanel
from ..signals import fact_changed, fact_changing
from ..units import CHOICES as UNITS
from .saying import WORDS, Addressed, Saying, is_past
from .version import FactVersion

#: What the system sets: no revision may take it back.
SYSTEM_FIELDS = ("public_id", "live", "first_published_at", "last_published_at", "live_revision_id", "expired")


class FactQuerySet(models.QuerySet):
    def public(self, now=None):
        """Approved, its time reached and not over: the same clock as that of pages."""
        now = now or timezone.now()
        return self.filter(
            Q(live=True)
            & (Q(go_live_at__isnull=True) | Q(go_live_at__lte=now))
            & (Q(expire_at__isnull=True) | Q(expire_at__gt=now))
        )

    def stale(self, today=None):
        """Past the day on which somebody should have looked at them again."""
        return self.filter(review_by__lt=today or timezone.localdate())

    def owned_by(self, user):
        return self.filter(owner=user)

    def for_desk(self):
        """Everything that a row of a list shows, in three queries."""
        kind = {"content_type__app_label": Fact._meta.app_label, "content_type__model": Fact._meta.model_name}
        waiting = Revision.objects.filter(
            **kind, object_id=Cast(OuterRef("pk"), models.CharField()), approved_go_live_at__isnull=False
        )
        in_review = WorkflowState.objects.active().select_related("current_task_state__task")
        return self.annotate(is_scheduled=Exists(waiting.order_by())).prefetch_related(
            "wordings",
            # The name under which Wagtail looks for them before it asks.
            Prefetch("workflow_states", queryset=in_review, to_attr="_current_workflow_states"),
        )


class Fact(
    BoundRevisions, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin,
    index.Indexed, Saying, Addressed, Worded, ClusterableModel,
):  # fmt: skip
    """A figure, or a few words, that the house vouches for: value, date, source, owner. Kept once, cited anywhere.

    The row is the desk's: while a fact is a first draft it holds what is not approved. Readers see `FactVersion`.
    """

    label = models.CharField(_("name at the desk"), max_length=160, help_text=_("How editors find this fact."))
    public_id = models.CharField(max_length=32, unique=True, editable=False, default=new_public_id)
    amount = models.DecimalField(
        _("number"), max_digits=24, decimal_places=6, null=True, blank=True,
        help_text=_("Written once; each language sets its own digits and separators. Left empty for a value in words."),
    )  # fmt: skip
    unit = models.CharField(_("unit"), max_length=16, choices=UNITS, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True, help_text=_("The day for which the value holds."))
    source_address = models.URLField(_("address of the source"), blank=True)
    source_document = models.ForeignKey(
        "media_library.Document", verbose_name=_("document of the source"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="facts", help_text=_("Who keeps it true, and is told when it is to be looked at again."),
    )  # fmt: skip
    review_by = models.DateField(
        _("review by"), null=True, blank=True,
        help_text=_("After this day it is marked as being checked, and leaves the front page."),
    )  # fmt: skip

    revisions = GenericRelation(
        Revision, content_type_field="content_type", object_id_field="object_id", related_query_name="fact"
    )
    workflow_states = GenericRelation(
        WorkflowState, content_type_field="base_content_type", object_id_field="object_id", related_query_name="fact",
        for_concrete_model=False,
    )  # fmt: skip

    objects = FactQuerySet.as_manager()
    base_form_class = FactForm

    panels = [
        TouchedPanel(),
        FieldPanel("label"),
        MultiFieldPanel(
            [FieldRowPanel(["amount", "unit"]), FieldRowPanel(["as_of", "review_by"])],
            heading=_("The value, kept once"),
        ),
        InlinePanel("wordings", heading=_("In each language"), label=_("Language"), min_num=1),
        MultiFieldPanel(["source_address", "source_document"], heading=_("Where it is from")),
        FieldPanel("owner"),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.RelatedFields("wordings", [index.SearchField("statement"), index.AutocompleteField("statement")]),
        *(index.FilterField(name) for name in ("live", "owner", "review_by")),
    ]

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["label"]

    def __str__(self):
        # Without the value: Wagtail keeps this text with revisions, in the language of whoever made them.
        return self.label

    def clean(self):
        super().clean()
        if self.unit and self.amount is None:
            raise ValidationError({"amount": _("A unit needs a number.")})

    def save(self, *args, update_fields=None, **kwargs):
        """Every way to publish a fact ends here, so version and signal are written here, in the same transaction."""
        if update_fields is None and self._state.adding:
            # Only a revision makes a fact public. Wagtail's create view saves it live first.
            self.live = False
        if update_fields is not None and "live" not in update_fields:
            return super().save(*args, update_fields=update_fields, **kwargs)
        with transaction.atomic():
            before = self._lock_public_state()
            result = super().save(*args, update_fields=update_fields, **kwargs)
            self._record(before)
        return result

    def publish(self, revision, user=None, **kwargs):
        named = LogContext(user=user) if user and not get_active_log_context().user else nullcontext()
        with transaction.atomic(), named:
            self._lock_public_state()
            return super().publish(revision, user=user, **kwargs)

    def with_content_json(self, content):
        fact = super().with_content_json(content)
        for name in SYSTEM_FIELDS:
            setattr(fact, name, getattr(self, name))
        return fact

    def words(self, language):
        wording = self.wording(language)
        if wording is None:
            return {}
        return {name: getattr(wording, name) for name in WORDS} | {"language": wording.language_code}

    def languages(self):
        return [wording.language_code for wording in self.wordings.all()]

    @property
    def fact_id(self):
        """As on its versions: whatever says a fact knows which."""
        return self.pk

    @property
    def is_stale(self):
        return is_past(self.review_by)

    @property
    def approved_schedule(self):
        """Asked for each row of a list, which has read it: see `for_desk`."""
        known = self.__dict__.get("is_scheduled")
        return super().approved_schedule if known is None else known

    def get_preview_template(self, request, mode_name):
        return "facts/preview.html"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | {
            "said": [self.said_in(code) for code in self.languages()]
        }

    def said_in(self, language):
        """Its words for readers of this language, and the language that they are in: another where this one lacks."""
        with translation.override(language):
            spoken = self.language or language
            bidi = get_language_info(spoken)["bidi"]
            names = ("statement", "value", "basis", "note")
            said = {name: getattr(self, name) for name in names}
            return said | {"language": spoken, "direction": "rtl" if bidi else "ltr"}

    def _lock_public_state(self):
        if not self.pk:
            return {"live": False, "live_revision_id": None, "last_published_at": None}
        # Not against citing it: a page that is published meanwhile writes its citation without waiting.
        locked = Fact.objects.select_for_update(no_key=True)
        return locked.values("live", "live_revision_id", "last_published_at").get(pk=self.pk)

    def _record(self, before):
        published = self.live and self.live_revision_id and (
            self.live_revision_id != before["live_revision_id"] or self.last_published_at != before["last_published_at"]
        )  # fmt: skip
        if published:
            self.refuse_what_was_not_approved()
            FactVersion.objects.put(self, user=get_active_log_context().user)
        if published or (before["live"] and not self.live):
            event = Event.WITHDRAWN if not self.live else Event.CHANGED if before["live"] else Event.WENT_LIVE
            fact_changing.send(sender=type(self), fact=self)
            fact_changed.send(sender=type(self), fact=self, event=event, at=timezone.now())


class FactWording(Wording):
    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="wordings")
    statement = models.CharField(
        _("statement"), max_length=160, help_text=_("What the value is about: “Installed capacity”.")
    )
    value = models.CharField(
        _("value in words"), max_length=200, blank=True, help_text=_("Only where it is no number: “Bushehr”.")
    )
    counted = models.CharField(
        _("what is counted"), max_length=60, blank=True, help_text=_("Behind a number without a unit: “wells”.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("In words: “Annual report, p. 14”."))
    note = models.TextField(
        _("note"), max_length=600, blank=True, help_text=_("For readers: how it was counted, what it leaves out.")
    )

    panels = [FieldPanel("locale"), *(FieldPanel(name) for name in WORDS)]

    class Meta:
        verbose_name = _("wording of a fact")
        verbose_name_plural = _("wordings of facts")
        constraints = [models.UniqueConstraint(fields=["fact", "locale"], name="facts_one_wording_a_locale")]

    def __str__(self):
        return self.statement
