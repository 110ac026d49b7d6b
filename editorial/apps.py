from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.models import Revision, TaskState
        from wagtail.signals import copy_for_translation_done

        from media_library.signals import file_read
        from publication.registries import bindings, grants, vetoes
        from publication.signals import public_state_changed

        from .mail import take_over
        from .models import Pass, ReviewLink
        from .need_to_know import policy  # noqa: F401 - registers itself, before anybody asks for a policy
        from .passes import audit  # noqa: F401 - joins the leak audit
        from .passes.grants import by_pass, count_download
        from .reviewing import audit as audit_of_reviews  # noqa: F401 - joins the leak audit
        from .rich_text import make_converter_safe
        from .signal_handlers import (
            decide_on_what_the_reviewer_saved,
            keep_translation_as_its_original,
            lift_embargo,
            tell_readers,
        )
        from .signing import only_what_was_approved, sign

        make_converter_safe()
        take_over()
        post_save.connect(decide_on_what_the_reviewer_saved, sender=Revision)
        post_save.connect(sign, sender=TaskState)
        vetoes.register(only_what_was_approved)
        public_state_changed.connect(tell_readers)
        copy_for_translation_done.connect(keep_translation_as_its_original)
        public_state_changed.connect(lift_embargo)
        grants.register(by_pass)
        bindings.register(Pass)
        bindings.register(ReviewLink)
        file_read.connect(count_download)
