from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self):
        from facts.signals import fact_changed, fact_changing
        from media_library.form_parts import FormPart, parts
        from publication.registries import readiness
        from publication.signals import public_state_changed

        from . import audit  # noqa: F401 - joins the leak audit
        from .readiness import what_is_missing, what_is_not_told
        from .signal_handlers import find_by_new_value, lock_sheets_of, version_sheet, version_sheets_of
        from .widgets import topics_of_asset

        parts.register(FormPart("topics", topics_of_asset))
        readiness.register(what_is_missing)
        readiness.register(what_is_not_told)
        public_state_changed.connect(version_sheet)
        fact_changing.connect(lock_sheets_of)
        fact_changed.connect(version_sheets_of)
        fact_changed.connect(find_by_new_value)
