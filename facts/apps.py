from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactsConfig(AppConfig):
    name = "facts"
    verbose_name = _("Facts")

    def ready(self):
        from django.db.models.signals import post_delete

        from media_library.uses import public_owners
        from publication.registries import readiness
        from publication.signals import public_state_changed

        from . import audit  # noqa: F401 - joins the leak audit
        from .models import Fact
        from .readiness import facts_not_approved
        from .signal_handlers import cite, forget_source, keep_first_version, show_source
        from .signals import fact_changed

        readiness.register(facts_not_approved)
        public_state_changed.connect(cite)
        fact_changed.connect(keep_first_version)
        fact_changed.connect(show_source)
        post_delete.connect(forget_source, sender=Fact)
        public_owners[Fact] = lambda ids: Fact.objects.public().filter(pk__in=ids)
