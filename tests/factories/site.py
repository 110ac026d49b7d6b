from wagtail.models import Locale

from home.structure import lay_out


def newsroom():
    """The skeleton: front pages, sections, roles, workflow, site. Returns the front pages by language code."""
    return lay_out()


def locale(language):
    return Locale.objects.get(language_code=language)


def section(model, language="en"):
    """The section page of this model in a language."""
    return model.objects.get(locale__language_code=language)
