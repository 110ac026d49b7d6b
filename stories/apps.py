from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self):
        from publication.registries import readiness

        from . import audit  # noqa: F401 - joins the leak audit
        from .readiness import what_is_missing

        readiness.register(what_is_missing)
