from django.db import models
from wagtail.models import Locale
from wagtail.search import index as search_index


class WritesWords:
    """Words that a form or a file's own metadata brings are kept on the object until it is saved.

    So they are written on every path that Wagtail takes to a saved asset, also where a form saves in two steps.
    """

    def set_words(self, language_code, only_empty=False, **words):
        """Words to be written for a language at the next save; fields that are not named keep what they have.

        With `only_empty` they fill gaps and change nothing that is written already. A language that the site
        has no locale for is passed over.
        """
        pending = self.__dict__.setdefault("_pending_words", {}).setdefault(language_code, {})
        for field, value in words.items():
            if not (only_empty and pending.get(field, (None, True))[0]):
                pending[field] = (value, only_empty)

    def _write_pending_words(self):
        pending = self.__dict__.pop("_pending_words", {})
        if not pending:
            return
        existing = {wording.locale.language_code: wording for wording in self.wordings.select_related("locale")}
        locales = {locale.language_code: locale for locale in Locale.objects.all()}
        for language_code in pending.keys() & locales.keys():
            wording = existing.get(language_code)
            if wording is None:
                wording = self.wordings.model(asset=self, locale=locales[language_code])
            wording.take(pending[language_code])
        getattr(self, "_prefetched_objects_cache", {}).pop("wordings", None)
        search_index.insert_or_update_object(self)  # the row was indexed before its words stood


class AssetWords(models.Model):
    """What the wordings of the three kinds share besides `wordings.Wording`: the subclass adds `asset`."""

    # Its own words are no use of an asset.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @classmethod
    def word_fields(cls):
        return {field.name for field in cls._meta.fields} - {"id", "locale", "asset"}

    def take(self, words):
        """Writes words, {field: (value, only if empty)}; a row without any word left goes away."""
        for name in self.word_fields() & words.keys():
            value, only_empty = words[name]
            if not (only_empty and getattr(self, name)):
                setattr(self, name, value)
        if any(getattr(self, name) for name in self.word_fields()):
            self.save()
        elif self.pk:
            self.delete()
