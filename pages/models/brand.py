import re

from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from wordings.models import Worded, Wording

from ..form_fields import fediverse_address
from ..forms import BrandForm
from ..palette import palette_of
from ..panels import ColourPanel

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
CACHE_KEY = "pages.brand"
# Other processes see a change of the brand after this many seconds at most; the one that saved it, at once.
CACHE_SECONDS = 30


def saturday_to_wednesday():
    return [6, 7, 1, 2, 3]


@register_setting(icon="home", order=100)
class BrandSettings(Worded, ClusterableModel, BaseGenericSetting):
    """Who publishes, how to reach the press desk, and the look that editors may choose."""

    class Mode(models.TextChoices):
        DEVICE = "device", _("as the device is set")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class TypeSet(models.TextChoices):
        BROADSHEET = "broadsheet", _("Broadsheet: serif headlines on stories, sans serif on the record")
        GROTESK = "grotesk", _("Grotesk: sans serif throughout")
        SYSTEM = "system", _("System: the reader's own fonts, nothing to load")

    class Billboard(models.TextChoices):
        CUT_IN = "cut-in", _("headline cut into the picture")
        ABOVE = "above", _("picture above the headline")
        TYPE_ONLY = "type-only", _("headline alone, without picture")

    class Masthead(models.TextChoices):
        START = "start", _("name at the start of the line")
        CENTRED = "centred", _("name centred above the sections")

    logo = models.ForeignKey(
        "media_library.Image", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Dark, for light backgrounds. PNG without background works best."),
    )  # fmt: skip
    logo_dark = models.ForeignKey(
        "media_library.Image", verbose_name=_("logo for dark mode"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    favicon = models.ForeignKey(
        "media_library.Image", verbose_name=_("site icon"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Square, at least 192 pixels."),
    )  # fmt: skip
    colour = models.CharField(
        _("brand colour"), max_length=7, default="#1E3A8A",
        validators=[RegexValidator(COLOUR, _("Write the colour as # and six digits: #1E3A8A."))],
    )  # fmt: skip
    default_mode = models.CharField(
        _("light or dark"), max_length=6, choices=Mode.choices, default=Mode.DEVICE,
        help_text=_("For readers who have not chosen themselves, at the foot of every page."),
    )  # fmt: skip
    type_set = models.CharField(_("type"), max_length=10, choices=TypeSet.choices, default=TypeSet.BROADSHEET)
    billboard = models.CharField(
        _("billboard"), max_length=10, choices=Billboard.choices, default=Billboard.CUT_IN,
        help_text=_("How the item that leads the front page is set."),
    )  # fmt: skip
    masthead = models.CharField(_("masthead"), max_length=10, choices=Masthead.choices, default=Masthead.START)
    press_phone = models.CharField(_("press line"), max_length=40, blank=True)
    press_urgent_phone = models.CharField(_("urgent calls"), max_length=40, blank=True)
    press_email = models.EmailField(_("press e-mail"), blank=True)
    fediverse = models.CharField(
        _("address in the fediverse"), max_length=120, blank=True, validators=[fediverse_address],
        help_text=_("@name@server. Mastodon names it under links to pieces whose authors have none of their own."),
    )  # fmt: skip
    opens = models.TimeField(_("opens at"), null=True, blank=True)
    closes = models.TimeField(_("closes at"), null=True, blank=True)
    working_days = models.JSONField(_("working days"), default=saturday_to_wednesday, blank=True)
    earlier_versions = models.BooleanField(
        _("readers may read earlier versions"), default=False,
        help_text=_("Of every piece, with what changed. Single versions can be withheld beside the piece's history."),
    )  # fmt: skip

    #: The brand as this process last read it, for the page that must not ask for it.
    seen = None

    base_form_class = BrandForm
    panels = [
        InlinePanel("wordings", heading=_("In each language"), label=_("Language"), min_num=1),
        MultiFieldPanel(
            [
                "press_phone",
                "press_urgent_phone",
                "press_email",
                FieldRowPanel(["opens", "closes"]),
                "working_days",
            ],
            heading=_("Press line"),
            help_text=_("Hours are in the site's time zone."),
        ),
        MultiFieldPanel(
            [
                "logo",
                "logo_dark",
                "favicon",
                ColourPanel("colour"),
                "default_mode",
                "type_set",
                "billboard",
                "masthead",
            ],
            heading=_("Look"),
        ),
        MultiFieldPanel(["earlier_versions"], heading=_("Version history")),
        InlinePanel("channels", heading=_("Channels"), label=_("Channel")),
        "fediverse",
    ]

    class Meta:
        verbose_name = _("brand")

    def __str__(self):
        return self.word("name") or "–"

    @classmethod
    def current(cls):
        """The brand with its wordings, channels and logos, from the cache: no query on most requests."""
        brand = cache.get(CACHE_KEY)
        if brand is None:
            brand = (
                cls.objects.select_related("logo", "logo_dark", "favicon")
                .prefetch_related("wordings", "channels", "logo__renditions", "logo__wordings", "logo_dark__renditions")
                .first()
            ) or cls()
            cache.set(CACHE_KEY, brand, CACHE_SECONDS)
        BrandSettings.seen = brand
        return brand

    @property
    def palette(self):
        return palette_of(self.colour)

    def press_line_is_open(self, now=None):
        """Whether somebody answers at this moment; None when no hours are set."""
        if not (self.opens and self.closes):
            return None
        now = timezone.localtime(now)
        return now.isoweekday() in self.working_days and self.opens <= now.time() < self.closes


class BrandWording(Wording):
    brand = ParentalKey(BrandSettings, on_delete=models.CASCADE, related_name="wordings")
    name = models.CharField(_("organisation"), max_length=120)
    newsroom_name = models.CharField(_("name of the newsroom"), max_length=120)
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence, for search engines and feeds."),
    )
    boilerplate = models.TextField(
        _("boilerplate"),
        blank=True,
        help_text=_("Who you are, in 60 to 90 words. Stands under every release."),
    )
    press_line_note = models.CharField(_("hours in words"), max_length=160, blank=True)

    panels = [
        FieldPanel("locale"), FieldPanel("name"), FieldPanel("newsroom_name"), FieldPanel("description"),
        FieldPanel("boilerplate"), FieldPanel("press_line_note"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("wording of the brand")
        constraints = [models.UniqueConstraint(fields=["brand", "locale"], name="pages_one_brand_wording_a_locale")]

    def __str__(self):
        return self.name


class BrandChannel(Orderable):
    brand = ParentalKey(BrandSettings, on_delete=models.CASCADE, related_name="channels")
    name = models.CharField(_("name"), max_length=60)
    address = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("channel")

    def __str__(self):
        return self.name
