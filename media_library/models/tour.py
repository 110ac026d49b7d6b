from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.search import index

from wordings.models import Worded, Wording

from ..names import new_public_id
from ..tours import RoomsBlock, faults_of, rooms_of


class Tour(index.Indexed, Worded, ClusterableModel):
    """Rooms that readers look around in. Like a file it is private until something public shows it."""

    public_id = models.CharField(max_length=32, unique=True, editable=False, default=new_public_id)
    label = models.CharField(_("name at the desk"), max_length=120, help_text=_("How editors find this tour."))
    rooms = StreamField(RoomsBlock(min_num=1), verbose_name=_("rooms"))

    panels = [
        "label",
        InlinePanel("wordings", heading=_("In each language"), label=_("Language"), min_num=1),
        FieldPanel("rooms"),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.RelatedFields("wordings", [index.SearchField("title"), index.AutocompleteField("title")]),
    ]

    class Meta:
        verbose_name = _("virtual tour")
        verbose_name_plural = _("virtual tours")
        ordering = ["label"]

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        if faults := list(faults_of(self.rooms)):
            raise ValidationError({"rooms": faults})

    @property
    def shown_rooms(self):
        return rooms_of(self.rooms)

    @cached_property
    def images(self):
        """Every picture of it, once, in the order of the rooms."""
        rooms = self.shown_rooms
        found = [image for room in rooms for image in (room.image, *(point.image for point in room.points))]
        return list({image.pk: image for image in found if image}.values())


class TourWording(Wording):
    tour = ParentalKey(Tour, on_delete=models.CASCADE, related_name="wordings")
    title = models.CharField(_("title for readers"), max_length=120)
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("words of a tour")
        verbose_name_plural = _("words of tours")
        constraints = [models.UniqueConstraint(fields=["tour", "locale"], name="media_library_tour_words")]

    def __str__(self):
        return self.title
