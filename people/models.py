from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from pages.form_fields import fediverse_address
from wordings.models import Worded, Wording

from .forms import PersonForm
from .request import PersonalLink, PressRequest, languages_of_the_site  # noqa: F401 - Django looks for models here


class PersonQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def authors(self):
        return self.filter(is_author=True)

    def press_contacts(self):
        return self.filter(is_press_contact=True)

    def spokespeople(self):
        return self.filter(is_spokesperson=True)


class Person(index.Indexed, Worded, ClusterableModel):
    """An author, a spokesperson, a press contact, or several of these at once."""

    class Relation(models.TextChoices):
        STAFF = "staff", _("staff")
        CUSTOMER = "customer", _("customer")
        PARTNER = "partner", _("partner")
        JOURNALIST = "journalist", _("journalist")

    label = models.CharField(_("name at the desk"), max_length=120, help_text=_("How editors find this person."))
    slug = models.SlugField(
        _("slug"), unique=True, max_length=80, validators=[validate_slug], help_text=_("In Latin letters.")
    )
    portrait = models.ForeignKey(
        "media_library.Image", verbose_name=_("portrait"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    relation = models.CharField(_("relation to us"), max_length=10, choices=Relation.choices, default=Relation.STAFF)
    is_author = models.BooleanField(_("author"), default=False)
    is_spokesperson = models.BooleanField(_("spokesperson"), default=False)
    is_press_contact = models.BooleanField(_("press contact"), default=False)
    is_public = models.BooleanField(
        _("has a public page"),
        default=True,
        help_text=_("Off: the name still stands in bylines, without a link."),
    )
    subjects = ParentalManyToManyField(
        "topics.Topic", verbose_name=_("subjects"), blank=True, related_name="people",
        help_text=_("What journalists may ask this person about."),
    )  # fmt: skip
    languages = models.JSONField(_("languages"), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    fediverse = models.CharField(
        _("address in the fediverse"), max_length=120, blank=True, validators=[fediverse_address],
        help_text=_("@name@server. Mastodon names the author under a shared link."),
    )  # fmt: skip
    reply_minutes = models.PositiveIntegerField(
        _("replies within (minutes)"), null=True, blank=True, help_text=_("Within the hours given below.")
    )

    objects = PersonQuerySet.as_manager()
    base_form_class = PersonForm

    panels = [
        MultiFieldPanel(
            [
                "label",
                "slug",
                "portrait",
                "relation",
                FieldRowPanel(["is_author", "is_spokesperson", "is_press_contact"]),
                "is_public",
            ],
            heading=_("Who"),
        ),
        InlinePanel("wordings", heading=_("In each language"), label=_("Language"), min_num=1),
        MultiFieldPanel(["subjects", "languages"], heading=_("Speaks about, and in")),
        MultiFieldPanel(
            ["phone", "mobile", "email", "reply_minutes", "fediverse"],
            heading=_("How to reach"),
            help_text=_("Public on the person's page and on releases. Leave empty what must stay inside."),
        ),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.RelatedFields("wordings", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.FilterField("is_public"),
        index.FilterField("is_press_contact"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["label"]

    def __str__(self):
        return self.word("name") or self.label


class PersonWording(Wording):
    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="wordings")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True, help_text=_("As it stands after the name."))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True, help_text=_("If not ours."))
    pronunciation = models.CharField(
        _("pronunciation"), max_length=120, blank=True, help_text=_("For presenters: lay-LAH rah-MAH-nee.")
    )
    hours = models.CharField(_("hours"), max_length=160, blank=True, help_text=_("When this person can be reached."))
    short_biography = models.CharField(
        _("short biography"), max_length=300, blank=True, help_text=_("One or two sentences, under articles.")
    )
    biography = models.TextField(
        _("biography"), blank=True, help_text=_("120 to 180 words; an empty line makes a paragraph.")
    )

    panels = [
        FieldPanel("locale"), FieldPanel("name"), FieldPanel("role"), FieldPanel("organisation"),
        FieldPanel("pronunciation"), FieldPanel("hours"), FieldPanel("short_biography"), FieldPanel("biography"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("wording of a person")
        verbose_name_plural = _("wordings of people")
        constraints = [models.UniqueConstraint(fields=["person", "locale"], name="people_one_wording_a_locale")]

    def __str__(self):
        return self.name


class Shown(models.Model):
    """That a person is shown in a picture, or seen or heard in a recording; assets are named by their public id."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shown_in")
    public_id = models.CharField(max_length=32, db_index=True)

    class Meta:
        verbose_name = _("person shown")
        verbose_name_plural = _("people shown")
        constraints = [models.UniqueConstraint(fields=["person", "public_id"], name="people_shown_once")]

    def __str__(self):
        return f"{self.person_id} {self.public_id}"


class JournalistQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


class Journalist(models.Model):
    """Somebody of another house, to whom the press office writes. Known to the desk alone: no page ever shows it."""

    name = models.CharField(_("name"), max_length=120)
    outlet = models.CharField(_("outlet"), max_length=160, blank=True, help_text=_("For whom this person writes."))
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(
        _("language"), max_length=10, choices=languages_of_the_site, help_text=_("In which we write to this person.")
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("For the press office only."))
    is_active = models.BooleanField(
        _("on the list"), default=True, help_text=_("Off: every embargo pass of this person stops at once.")
    )

    objects = JournalistQuerySet.as_manager()

    panels = [
        MultiFieldPanel(["name", "outlet", "is_active"], heading=_("Who")),
        MultiFieldPanel(["email", "language"], heading=_("How to reach")),
        FieldPanel("notes"),
    ]

    class Meta:
        verbose_name = _("journalist")
        verbose_name_plural = _("journalists")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
