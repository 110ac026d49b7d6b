from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..names import new_etag
from .image import Image


def download_path(instance, filename):
    """`images/<public id>/<size>.<random>.<form>`: a name that no upload and no size of a page can have."""
    return f"{instance.image.folder}/{instance.image.public_id}/{filename}"


class Download(models.Model):
    """One file of a picture that readers may take, made when it is used: a named size in one format.

    The name in its address is for people to read and may change; size and format find it.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="downloads")
    size = models.CharField(_("size"), max_length=8)
    form = models.CharField(_("format"), max_length=4)
    file = models.FileField(upload_to=download_path, max_length=120)
    name = models.CharField(max_length=120)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    weight = models.PositiveIntegerField(_("weight"))
    etag = models.CharField(max_length=16, editable=False, default=new_etag)
    #: Of which pixels of which upload it was made, and what it says of itself.
    made_of = models.CharField(max_length=16)
    mark = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("file for readers")
        verbose_name_plural = _("files for readers")
        constraints = [models.UniqueConstraint(fields=["image", "size", "form"], name="media_library_download_once")]

    def __str__(self):
        return self.name

    @property
    def url(self):
        public_id = self.file.name.split("/")[1]
        return reverse("media_library:size", args=[public_id, self.size, self.name])
