"""The forms of the three kinds: words in each content language, and files that are refused in plain words."""

import logging

from django import forms
from django.core.validators import FileExtensionValidator
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.models import ALLOWED_EXTENSIONS_THUMBNAIL

from wordings.models import locale_codes

from .desk import crops
from .desk.form_groups import groups_of
from .form_parts import parts
from .intake import take_in_document, take_in_picture, take_in_recording
from .models import AssetUse, Shape
from .names import clean_file_name

logger = logging.getLogger(__name__)

# The first step of an upload asks for title and file only; what it leaves out keeps the model's default.
DEFAULTED = {"terms", "ai_origin", "genre"}


class _CleanName:
    """An upload is named before Django measures its name, so that a long or hostile one is no error."""

    def to_python(self, data):
        if data not in self.empty_values and getattr(data, "name", None):
            data.name = clean_file_name(data.name)
        return super().to_python(data)


class PictureFormField(WagtailImageField):
    def to_python(self, data):
        if data in self.empty_values:
            return None
        data.name = clean_file_name(data.name)
        file = forms.FileField.to_python(self, data)  # Wagtail's own check lets decoders' exceptions through
        return take_in_picture(file)

    # The intake has judged the ending as well.
    default_validators = []


class DocumentFormField(_CleanName, WagtailDocumentField):
    def to_python(self, data):
        file = super().to_python(data)
        return file and take_in_document(file)


class RecordingFormField(_CleanName, forms.FileField):
    def to_python(self, data):
        file = super().to_python(data)
        return file and take_in_recording(file)


class PosterFormField(_CleanName, forms.FileField):
    default_validators = [FileExtensionValidator(ALLOWED_EXTENSIONS_THUMBNAIL)]

    def to_python(self, data):
        file = super().to_python(data)
        return file and take_in_picture(file)


class AssetFormMixin:
    """Named before Wagtail's base form. Wagtail builds its forms for single and multiple upload, choosers and
    editing from the same base, so each of them asks for the words and examines the file."""

    #: Form fields that take the place of those that Wagtail makes.
    file_form_fields = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field_class in self.file_form_fields.items():
            if name in self.fields:
                self.fields[name] = _in_place_of(self.fields[name], field_class)
        for name in DEFAULTED & self.fields.keys():
            self.fields[name].required = False
        for name, (language_code, word, field) in self.word_fields.items():
            self.fields[name] = field
            self.initial.setdefault(name, self._existing_words.get((language_code, word), ""))
        self._add_parts()

    def _add_parts(self):
        self._parts = []
        # In a chooser's own form nothing of another room is chosen: there is no chooser within a chooser.
        asked = [part for part in parts if part.name in self.fields or (part.save and not self._is_in_chooser)]
        for part in asked:
            field = part.make(self.instance)
            if field is not None:
                self.fields[part.name] = field
                self._parts.append(part)

    @property
    def _is_in_chooser(self):
        return "chooser" in (self.prefix or "")

    def clean(self):
        cleaned = super().clean()
        for name in DEFAULTED & self.fields.keys():
            cleaned[name] = cleaned.get(name) or getattr(self.instance, name)
        return cleaned

    def groups(self):
        """Its visible fields in the order of an editor's work, under headings."""
        return groups_of(self)

    @cached_property
    def word_fields(self):
        """Name of the form field to language code, name of the word and the field: `alt_en`, `caption_fa` …"""
        wording = self._meta.model._meta.get_field("wordings").related_model
        columns = [column for column in wording._meta.fields if column.name in wording.word_fields()]
        known = set(locale_codes().values())
        return {
            f"{column.name}_{code}": (code, column.name, _word_field(column, code))
            for code in get_content_languages()
            if code in known
            for column in columns
        }

    @cached_property
    def _existing_words(self):
        if not self.instance.pk:
            return {}
        wordings = self.instance.wordings.select_related("locale")
        return {
            (wording.locale.language_code, name): getattr(wording, name)
            for wording in wordings
            for name in wording.word_fields()
        }

    def _post_clean(self):
        """Stores the file while an error can still be shown: a full disk is the editor's to know, not a crash."""
        super()._post_clean()
        if self.errors:
            return
        for name, (language_code, word, _field) in self.word_fields.items():
            if self._was_asked(name):
                self.instance.set_words(language_code, **{word: self.cleaned_data.get(name, "")})
        try:
            self.instance.store_new_files()
        except OSError:
            logger.exception("A file could not be stored")
            self.add_error(
                "file" if "file" in self.fields else None,
                _("The file could not be stored: the disk is full or cannot be written. Nothing was saved."),
            )

    def _was_asked(self, name):
        """The first step of an upload asks for the title only: what it leaves out is not emptied."""
        return self.add_prefix(name) in self.data

    def _save_m2m(self):
        super()._save_m2m()
        for part in self._parts:
            if part.save and self._was_asked(part.name):
                part.save(self.instance, self.cleaned_data[part.name])


class ImageForm(AssetFormMixin, BaseImageForm):
    file_form_fields = {"file": PictureFormField}
    #: Shapes whose crop the last save has changed.
    newly_cropped = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_crops = bool(self.instance.pk) and "focal_point_x" in self.fields
        if self.has_crops:
            for name, field, value in crops.form_fields(self.instance):
                self.fields[name] = field
                self.initial.setdefault(name, value)

    def clean(self):
        cleaned = super().clean()
        self.wanted_crops = {}
        for shape in Shape if self.has_crops else ():
            if self._was_asked(crops.name_of(shape, "width")):
                try:
                    self.wanted_crops[shape] = crops.cleaned(self.instance, shape, cleaned)
                except forms.ValidationError as error:
                    self.add_error(crops.name_of(shape, "width"), error)
        return cleaned

    def cuts(self):
        """The shapes beside one another, for the page of a picture; none while it is uploaded."""
        return crops.cuts_of(self.instance, self) if self.has_crops else []

    def save(self, commit=True):
        image = super().save(commit)
        if commit and self.has_crops:
            is_another = "file" in self.changed_data
            wanted = dict.fromkeys(Shape) if is_another else self.wanted_crops
            self.newly_cropped = crops.write(image, wanted)
            crops.forget_sizes(image, self.newly_cropped)
        if commit and self._sizes_are_stale(image):
            from .renditions import enqueue_renditions

            transaction.on_commit(lambda: enqueue_renditions([image.pk]))
        return image

    def _sizes_are_stale(self, image):
        changed = {name for name in self.changed_data if name.startswith(("file", "focal_point", "marked"))}
        is_shown = image.marked_public or AssetUse.objects.filter(public_id=image.public_id).exists()
        return is_shown and bool(changed or self.newly_cropped)


class DocumentForm(AssetFormMixin, BaseDocumentForm):
    file_form_fields = {"file": DocumentFormField}


class MediaForm(AssetFormMixin, BaseMediaForm):
    file_form_fields = {"file": RecordingFormField, "thumbnail": PosterFormField}


def _in_place_of(field, field_class):
    return field_class(
        label=field.label,
        required=field.required,
        widget=field.widget,
        help_text=field.help_text,
        max_length=field.max_length,
    )


def _word_field(column, language_code):
    """A form field labelled with the language's own name, whose direction follows what is typed."""
    field = column.formfield()
    field.label = format_lazy("{} · {}", column.verbose_name, get_language_info(language_code)["name_local"])
    field.widget.attrs["dir"] = "auto"
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3
    return field
