import re
import unicodedata

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Orderable
from wagtail.models.pages import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from editorial.models import Correction
from facts.blocks import line_of, settle_document
from facts.citing import CitesFacts, facts_in
from pages.document import Facts, document_of_stream, in_force, text_of
from pages.folding import index_text
from pages.models import BasePage
from people.choosers import PressContactChooser
from publication.gate import published
from publication.models import PublishedVersion, Reference
from topics.models import Topic

from .. import versions
from ..context import gather
from ..forms import NewsItemForm
from ..panels import ReadinessPanel

#: Words with their vowel signs; and what changes a figure though it is no letter: currency, per cent, a minus.
_WORD = re.compile(r"[\w\u064b-\u065f\u0670\u0300-\u036f]+|[$€£¥﷼%٪‰°+×÷=<>]|[-−](?=\d)")
_HALF_SPACE = "\u200c"


class NewsItemQuerySet(PageQuerySet):
    def published(self, now=None):
        """What the public may see at this moment: see `publication.gate`."""
        return published(now, queryset=self)

    def in_language(self, language):
        return self.filter(locale__language_code=language)

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def about(self, topic):
        return self.filter(item_topics__tag=topic)

    def with_person(self, person):
        return self.filter(item_people__person=person).distinct()

    def of_voice(self, voice):
        """Journalism ("story") or official material ("record")."""
        return self.type(*(kind for kind in NewsItem.__subclasses__() if kind.voice == voice))

    def on_the_record(self):
        """What the house has announced: releases, statements, fact sheets."""
        return self.type(*(kind for kind in NewsItem.__subclasses__() if kind.on_record))

    def for_lines(self):
        """Everything that a line of a ledger shows, in one query."""
        return self.select_related("locale", "content_type")

    def for_list(self):
        """Everything that a teaser shows, in six queries whatever the length; `context.dress` takes fewer."""
        return (
            self.for_lines()
            .select_related("lead_image")
            .prefetch_related("lead_image__renditions", "lead_image__wordings", "item_topics__tag__wordings")
        )


NewsItemManager = PageManager.from_queryset(NewsItemQuerySet)


class NewsItem(CitesFacts, BasePage):
    """Everything that is news, of whatever kind. Lists, feeds, search and the front page query this alone.

    Nothing that the system sets lives here: reference, versions and first publication are rows or columns outside
    revision content. "Updated" is the editor's word to readers, not the time of the last click.
    """

    class AIUse(models.TextChoices):
        NONE = "none", _("no")
        TRANSLATED = "translated", _("for the translation")
        ASSISTED = "assisted", _("for research or drafting")
        GENERATED = "generated", _("parts were generated")

    standfirst = models.TextField(
        _("standfirst"),
        max_length=400,
        help_text=_("One or two sentences: what happened, and why it matters."),
    )
    lead_image = models.ForeignKey(
        "media_library.Image", verbose_name=_("lead picture"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Its focal point decides what stays when it is cropped."),
    )  # fmt: skip
    topics = ClusterTaggableManager(through="stories.ItemTopic", blank=True, verbose_name=_("topics"))
    updated_at = models.DateTimeField(
        _("updated"), null=True, blank=True,
        help_text=_("Set it when readers should notice a change; a corrected comma is none."),
    )  # fmt: skip
    update_note = models.CharField(_("what was updated"), max_length=200, blank=True)
    ai_use = models.CharField(_("AI was used"), max_length=12, choices=AIUse.choices, default=AIUse.NONE)
    ai_note = models.CharField(
        _("statement on AI"), max_length=300, blank=True, help_text=_("Shown to readers, under the text.")
    )
    short_version = models.TextField(
        _("in about 50 words"), blank=True,
        help_text=_("For who has room for one paragraph. It stands alone: what, where, when, and who says so."),
    )  # fmt: skip
    medium_version = models.TextField(
        _("in about 200 words"), blank=True,
        help_text=_("For a column of news in brief. Empty lines part its paragraphs."),
    )  # fmt: skip
    supersedes = models.ForeignKey(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="superseded_by", help_text=_("The older item says so, and leads here."),
    )  # fmt: skip

    objects = NewsItemManager()

    is_creatable = False
    reference_series = "NW"
    shows_corrections = True
    #: Whether journalists can be given it before its time: its page shows the notice.
    takes_embargo = True
    #: `editorial.embargo.Notice` on an object that is shown to somebody with a pass.
    embargo_notice = None
    #: Whether readers are told when words change that they have read; else the kind shows its own versions.
    tells_changes = True
    #: Whether its published versions can be read below its address; else it shows them itself, or none.
    opens_versions = True
    #: Whether the front page lists the kind as official material.
    on_record = False
    base_form_class = NewsItemForm
    subpage_types = []

    headline_panels = [
        TitleFieldPanel(
            "title",
            heading=_("Headline"),
            # Wagtail hides the heading of a title's panel: what the empty field is for stands in it.
            placeholder=_("Headline"),
            help_text=_("What happened, in at most 70 characters."),
        ),
        "standfirst",
        "lead_image",
    ]
    people_panels = [
        InlinePanel(
            "item_people",
            heading=_("People"),
            label=_("Person"),
            help_text=_("In the order of the byline. A story needs at least one person with the role “by”."),
        ),
    ]
    contact_panels = [
        InlinePanel("contacts", heading=_("Press contacts"), label=_("Contact"), max_num=4),
    ]
    shorter_panels = [
        MultiFieldPanel(
            ["short_version", "medium_version"],
            heading=_("Shorter versions"),
            help_text=_("Journalists take them over as they stand, from the end of the page."),
        ),
    ]
    placing_panels = [
        "topics",
        InlinePanel("related_items", heading=_("Related"), label=_("Related item"), max_num=5),
        "supersedes",
    ]
    honesty_panels = [
        MultiFieldPanel(["updated_at", "update_note"], heading=_("Update")),
        MultiFieldPanel(["ai_use", "ai_note"], heading=_("Use of AI")),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("locale_id"),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @classmethod
    def tabs(cls, *content):
        """The editor's tabs, the same for every kind: what it says, where it stands, how it is found."""
        return TabbedInterface(
            [
                ObjectList(
                    [ReadinessPanel(), *cls.headline_panels, *content, *cls.shorter_panels, CommentPanel()],
                    heading=_("Text"),
                ),
                ObjectList([*cls.placing_panels, *cls.honesty_panels], heading=_("Topics and links")),
                ObjectList(
                    [
                        HelpPanel(_("Left empty, headline and standfirst are used.")),
                        *cls.promote_panels,
                        PublishingPanel(),
                    ],
                    heading=_("Address and search"),
                ),
            ]
        )

    def document(self):
        lines = tuple(line_of(fact) for fact in self.figures)
        figures = [Facts(_("Figures in this text"), lines)] if lines else []
        return [*settle_document(self.unsettled_document(), self.cited), *figures]

    def unsettled_document(self):
        """What the kind says, its facts still to be written out."""
        return document_of_stream(getattr(self, "body", None))

    def shorter_versions(self):
        """The same news told in fewer words, as (field, text) of those that somebody has written."""
        return [(name, text) for name in ("short_version", "medium_version") if (text := getattr(self, name).strip())]

    def words_told(self, since=None):
        """What readers read, without punctuation, and which figures it places. What a thread has gained since that
        version of it is left out."""
        text = "\n".join([self.title, self.standfirst, text_of(self.unsettled_document())])
        words = _WORD.findall(unicodedata.normalize("NFC", text).replace(_HALF_SPACE, " "))
        return [*words, *sorted(facts_in(self))]

    def assets(self):
        return [*([self.lead_image] if self.lead_image else []), *super().assets()]

    def what_is_missing(self):
        """The kind's own requirements; messages for the editor."""
        return []

    @cached_property
    def search_text(self):
        """Title, standfirst, body and names, folded: Persian and Arabic letters, digits, joined forms.

        In the item's own language: the job that asks for it runs in another. Kept with the object: the index asks ten
        times, and whoever fills it reads the page anew.
        """
        with translation.override(self.language_code):
            parts = [self.title, self.standfirst, text_of(in_force(self.document())), *(str(p) for p in self.people())]
            return index_text("\n".join(parts))

    def people(self, *roles):
        """Rows of people with their role on this item, in byline order; of these roles only, if any are named."""
        rows = list(self.item_people.all())
        return [row for row in rows if row.role in roles] if roles else rows

    @property
    def speakers(self):
        """People who speak for what it says; without any, the house does."""
        return [row.person for row in self.people(ItemPerson.Role.BY) if row.person]

    @property
    def kind_label(self):
        return self.specific_class._meta.verbose_name

    @cached_property
    def topic_list(self):
        return [row.tag for row in self.item_topics.all()]

    @cached_property
    def reference(self):
        """The item's permanent short name as text, or "" before its first publication."""
        row = Reference.objects.given_to(self)
        return str(row) if row else ""

    @cached_property
    def version_count(self):
        return PublishedVersion.objects.filter(page_id=self.pk).count()

    @cached_property
    def versions_told(self):
        """How many of them readers may read where earlier versions are open."""
        return PublishedVersion.objects.told().filter(page_id=self.pk).count()

    @property
    def history_at(self):
        """Where readers find its earlier versions; "" where they may not, or there are none."""
        return f"{self.url}{versions.PLACE}/" if self.url and self.versions_told > 1 and versions.are_open() else ""

    @cached_property
    def notes(self):
        """Corrections, clarifications and updates that readers are told, newest first."""
        return list(Correction.objects.told().filter(page_id=self.alias_of_id or self.pk).newest_first())

    @property
    def corrected_at(self):
        """When readers were last told that something was wrong; None if nothing was."""
        return next((note.at for note in self.notes if note.kind == Correction.Kind.CORRECTION), None)

    @cached_property
    def replaced_by(self):
        """The public item that supersedes this one, if any."""
        return NewsItem.objects.filter(supersedes_id=self.pk).published().select_related("locale").first()

    @cached_property
    def related(self):
        """Public items that editors chose to stand beside this one, in their order."""
        return [item for item in self.public_neighbours() if item.supersedes_id != self.pk]

    def public_neighbours(self):
        """Public items that stand beside this one, in the editors' order, and those that replace it. One query."""
        chosen = self.related_items.values_list("target_id", flat=True)
        places = RelatedItem.objects.filter(item_id=self.pk, target_id=OuterRef("pk")).values("sort_order")
        replacing = models.Q(supersedes_id=self.pk) if self.pk else models.Q()
        return (
            NewsItem.objects.filter(models.Q(pk__in=chosen) | replacing)
            .published()
            .for_lines()
            .annotate(place=Subquery(places[:1]))
            .order_by("place", "-first_published_at")
        )

    @cached_property
    def minutes_to_read(self):
        words = len(text_of(self.document()).split())
        return max(1, round(words / 220))

    @property
    def is_old(self):
        """Whether it was first published more than a year ago; readers are told so."""
        return bool(self.years_old)

    @property
    def years_old(self):
        """Full years since its first publication."""
        if not self.first_published_at:
            return 0
        return (timezone.now() - self.first_published_at).days // 365

    def press_contacts(self):
        """People to call about this item, in the editors' order."""
        return [row.person for row in self.contacts.all() if row.person]

    def route(self, request, path_components):
        """Its earlier versions are below it. An alias has none: they are its original's."""
        if path_components[:1] == [versions.PLACE] and self.opens_versions and self.live and not self.alias_of_id:
            return RouteResult(self, kwargs={"version": path_components[1:]})
        return super().route(request, path_components)

    def serve(self, request, *args, version=None, **kwargs):
        if version is None:
            return super().serve(request, *args, **kwargs)
        return versions.answer(request, self, version)

    def get_context(self, request, *args, **kwargs):
        gather(self, in_preview=getattr(request, "is_preview", False))
        return super().get_context(request, *args, **kwargs)


class ItemTopic(ItemBase):
    # taggit wants the column named so.
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="item_topics")
    content_object = ParentalKey(NewsItem, on_delete=models.CASCADE, related_name="item_topics")

    class Meta:
        verbose_name = _("topic of an item")


class ItemPerson(Orderable):
    """A person with the role that they had on this item."""

    class Role(models.TextChoices):
        BY = "by", _("by")
        WITH = "with", _("with")
        PHOTOGRAPHS = "photographs", _("photographs by")
        TRANSLATED = "translated", _("translated by")

    item = ParentalKey(NewsItem, on_delete=models.CASCADE, related_name="item_people")
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="item_roles"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.BY)

    panels = [FieldPanel("person"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("person on an item")

    def __str__(self):
        return str(self.person)


class ItemContact(Orderable):
    """Somebody whom journalists may call about the item."""

    item = ParentalKey(NewsItem, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="item_contacts",
        limit_choices_to={"is_press_contact": True},
    )  # fmt: skip

    panels = [FieldPanel("person", widget=PressContactChooser)]

    class Meta(Orderable.Meta):
        verbose_name = _("press contact")

    def __str__(self):
        return str(self.person)


class RelatedItem(Orderable):
    item = ParentalKey(NewsItem, on_delete=models.CASCADE, related_name="related_items")
    target = models.ForeignKey(NewsItem, verbose_name=_("item"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related item")

    def __str__(self):
        return str(self.target)
