"""The forms of the three kinds: words in each content language, and files that are refused in plain words."""

import logging

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.models import ALLOWED_EXTENSIONS_THUMBNAIL

from wordings.models import locale_codes

from .desk import crops
from .desk.form_groups import groups_of
from .form_parts import parts
from .intake import take_in_document, take_in_picture, take_in_poster, take_in_recording
from .intake.subtitles import LARGEST, take_in_captions
from .models import AssetUse, Shape
from .names import clean_file_name

logger = logging.getLogger(__name__)

# The first step of an upload asks for title and file only; what it leaves out keeps the model's default.
DEFAULTED = {"terms", "ai_origin", "genre"}
#: Beginnings of the names of fields on which depends which files a picture has, and what they show.
CONCERNS_SIZES = ("file", "focal_point", "marked", "terms", "original_offered", "expires_on", "genre")


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
        return file and take_in_poster(file)


class CaptionsFormField(forms.FileField):
    """An upload becomes the text of its captions; False takes those away that are there, None leaves them."""

    widget = forms.ClearableFileInput

    def __init__(self, **kwargs):
        super().__init__(
            required=False, allow_empty_file=True, help_text=_("WebVTT (.vtt) or SubRip (.srt), in UTF-8."), **kwargs
        )
        self.widget.attrs["accept"] = ".vtt,.srt"

    def to_python(self, data):
        file = super().to_python(data)
        return file and take_in_captions(file.read(LARGEST + 1))

    def clean(self, data, initial=None):
        # Where nothing was sent Django would give back what is there, and it would be written anew.
        return super().clean(data, initial) if data or data is False else None


class LanguageField(forms.ChoiceField):
    """Every language that has a name: documents come in more of them than the site does."""

    def __init__(self, **kwargs):
        own = [code for code, _name in settings.LANGUAGES]
        others = sorted(code for code in LANG_INFO if "name_local" in LANG_INFO[code] and code not in own)
        choices = [("", "—"), *((code, get_language_info(code)["name_local"]) for code in (*own, *others))]
        super().__init__(choices=choices, required=False, **kwargs)


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
        changed = any(name.startswith(CONCERNS_SIZES) for name in self.changed_data) or self.newly_cropped
        return changed and (image.marked_public or AssetUse.objects.filter(public_id=image.public_id).exists())


class DocumentForm(AssetFormMixin, BaseDocumentForm):
    file_form_fields = {"file": DocumentFormField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            field = self.fields["language"]
            self.fields["language"] = LanguageField(label=field.label, help_text=field.help_text)
        if self.instance.pk and not self.prefix:
            self.fields["accessible_version"].widget = AdminDocumentChooser()
        else:
            # Chosen on the document's own page: forms within a form have no chooser of their own.
            self.fields.pop("accessible_version", None)

    def clean_accessible_version(self):
        other = self.cleaned_data["accessible_version"]
        if other is not None and other.pk == self.instance.pk:
            raise ValidationError(_("A document is not its own accessible version: leave this empty."))
        return other


class MediaForm(AssetFormMixin, BaseMediaForm):
    file_form_fields = {"file": RecordingFormField, "thumbnail": PosterFormField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"duration", "width", "height"} & self.fields.keys():
            self.fields[name].required = False
            self.fields[name].help_text = _("Read from the file, where it says so.")
        for name, code in self.caption_fields.items():
            self.fields[name] = CaptionsFormField(label=_captions_in(code))
            self.initial.setdefault(name, self._tracks.get(code))

    def clean_duration(self):
        return self.cleaned_data["duration"] or 0

    @cached_property
    def caption_fields(self):
        """Name of the form field to language code."""
        known = set(locale_codes().values())
        return {f"captions_{code}": code for code in get_content_languages() if code in known}

    @cached_property
    def _tracks(self):
        if not self.instance.pk:
            return {}
        return {track.language_code: track for track in self.instance.tracks.select_related("locale")}

    def save(self, commit=True):
        media = super().save(commit)
        if commit:
            for name, code in self.caption_fields.items():
                media.keep_captions(code, self.cleaned_data.get(name))
        return media


def _in_place_of(field, field_class):
    return field_class(
        label=field.label,
        required=field.required,
        widget=field.widget,
        help_text=field.help_text,
        max_length=field.max_length,
    )


def _captions_in(language_code):
    return format_lazy("{} · {}", _("Captions"), get_language_info(language_code)["name_local"])


def _word_field(column, language_code):
    """A form field labelled with the language's own name, whose direction follows what is typed."""
    field = column.formfield()
    field.label = format_lazy("{} · {}", field.label, get_language_info(language_code)["name_local"])
    field.widget.attrs["dir"] = "auto"
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3
    return field
