from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from facts.signals import fact_changed, fact_changing
        from media_library.form_parts import FormPart, parts
        from media_library.house import told_by
        from media_library.signals import rights_changed
        from pages.models import BrandSettings, BrandWording
        from publication.registries import readiness
        from publication.signals import public_state_changed

        from . import audit  # noqa: F401 - joins the leak audit
        from .house import told
        from .library import words
        from .readiness import what_is_missing, what_is_not_told
        from .signal_handlers import (
            find_by_new_value,
            find_without_what_has_ended,
            lock_sheets_of,
            stamp_files,
            stamp_files_for_terms,
            version_sheet,
            version_sheets_of,
        )
        from .widgets import topics_of_asset

        parts.register(FormPart("topics", topics_of_asset))
        readiness.register(what_is_missing)
        readiness.register(what_is_not_told)
        public_state_changed.connect(version_sheet)
        fact_changing.connect(lock_sheets_of)
        fact_changed.connect(version_sheets_of)
        fact_changed.connect(find_by_new_value)
        told_by(told)
        public_state_changed.connect(stamp_files_for_terms)
        for model in (BrandSettings, BrandWording):
            post_save.connect(stamp_files, sender=model)
        rights_changed.connect(find_without_what_has_ended)
        for model in words.MODELS:
            post_save.connect(words.index_saved_asset, sender=model)
            post_delete.connect(words.forget_asset, sender=model)
            wording = model._meta.get_field("wordings").related_model
            post_save.connect(words.index_asset_of_words, sender=wording)
            post_delete.connect(words.index_asset_of_words, sender=wording)
