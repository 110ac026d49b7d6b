from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from media_library.form_parts import parts
        from media_library.models import Image, Media
        from media_library.uses import public_owners

        from . import audit  # noqa: F401 - joins the leak audit
        from .models import Person
        from .shown import PEOPLE_SHOWN, forget_shown
        from .signal_handlers import forget_portrait_use, record_portrait_use

        post_save.connect(record_portrait_use, sender=Person)
        post_delete.connect(forget_portrait_use, sender=Person)
        parts.register(PEOPLE_SHOWN)
        for model in (Image, Media):
            post_delete.connect(forget_shown, sender=model)
        public_owners[Person] = lambda ids: Person.objects.public().filter(pk__in=ids)
