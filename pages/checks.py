from django.core.checks import Error, register
from wagtail.models import Page, get_page_models


@register()
def every_page_type_is_a_base_page(app_configs=None, **kwargs):
    """A page type without `Publishable` would publish its aliases early and leak through stock routing."""
    from .models import BasePage

    return [
        Error(
            f"{model.__name__} does not extend pages.models.BasePage.",
            hint="Derive every page type from BasePage.",
            obj=model,
            id="pages.E001",
        )
        for model in get_page_models()
        if model is not Page and not issubclass(model, BasePage)
    ]
