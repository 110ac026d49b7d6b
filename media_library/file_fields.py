"""File columns through which nothing reaches the storage that the intake has not examined and cleaned.

`FieldFile.save` is the one door that forms, code and Wagtail's uploader all go through. Forms call the intake
first, to say in words what is wrong with a file; here it is asked again only for files that come another way.
"""

from django.db import models
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .intake import take_in_document, take_in_picture, take_in_poster, take_in_recording


class _TakesIn:
    """Mixed into a `FieldFile`. Raises `ValidationError` for a file that is refused."""

    def save(self, name, content, save=True):
        content = self.field.take_in(content, name)
        found = getattr(content, "found", None)
        if self.field.name == "file":  # a poster speaks for itself only
            self.instance.adopt(found)
            self.instance.hashed(content)
        else:
            self.instance.adopt(None)
        super().save(content.name, content, save)

    @property
    def url(self):
        from .models.asset import gate_address

        self._require_file()
        return gate_address(self.name)


class PictureFile(_TakesIn, WagtailImageFieldFile):
    def get_image_dimensions(self):
        """Zero by zero for a file that no decoder reads: assigning it must not raise, `clean` refuses it. Whole numbers
        also of a drawing."""
        try:
            width, height = super().get_image_dimensions()
            return round(width), round(height)
        except Exception:  # noqa: BLE001 - decoders raise whatever a broken file makes them stumble over
            return 0, 0


class AssetFile(_TakesIn, models.fields.files.FieldFile):
    pass


class PictureField(WagtailImageField):
    attr_class = PictureFile

    def take_in(self, content, name=None):
        return take_in_picture(content, name)


class DocumentField(models.FileField):
    attr_class = AssetFile

    def take_in(self, content, name=None):
        return take_in_document(content, name)


class RecordingField(models.FileField):
    attr_class = AssetFile

    def take_in(self, content, name=None):
        return take_in_recording(content, name)


class PosterField(models.FileField):
    attr_class = AssetFile

    def take_in(self, content, name=None):
        return take_in_poster(content, name)
