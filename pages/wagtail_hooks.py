"""The admin as a whole: its style, its menu, its rich text, and dates of both calendars in every form."""

from django import forms
from django.db import models
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput

from . import views
from .form_fields import CalendarDateField, CalendarDateInput, CalendarDateTimeField, CalendarDateTimeInput
from .links import PublicPageLinkHandler
from .rich_text import DEFAULT_FEATURES, register_isolate

#: Wagtail's entries by name, in the order of a day's work; people and topics stand between pages and pictures.
MENU_ORDER = {"explorer": 100, "images": 400, "documents": 410, "media": 420, "reports": 9000, "settings": 10000}
#: Wagtail's own release notes and manual: nothing about this newsroom.
NOT_OURS = {"help"}

# The forms of inline panels are made by Wagtail, of rooms that stand below this one too: their dates and texts are
# reached here, once for all.
register_form_field_override(
    models.DateField, override={"form_class": CalendarDateField, "widget": CalendarDateInput}, exact_class=True
)
register_form_field_override(
    models.DateTimeField,
    override={"form_class": CalendarDateTimeField, "widget": CalendarDateTimeInput},
    exact_class=True,
)
register_form_field_override(
    models.TextField, override={"widget": AdminAutoHeightTextInput(attrs={"dir": "auto"})}, exact_class=True
)
register_form_field_override(
    models.CharField,
    override=lambda field: {} if field.choices else {"widget": forms.TextInput(attrs={"dir": "auto"})},
    exact_class=True,
)


@hooks.register("register_rich_text_features", order=10)
def what_rich_text_can_do(features):
    features.register_link_type(PublicPageLinkHandler)
    register_isolate(features)
    features.default_features = list(DEFAULT_FEATURES)


@hooks.register("register_admin_urls")
def addresses():
    return [path("brand/palette/", views.palette, name="pages_palette")]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_main_menu")
def menu_in_the_order_of_work(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS]
    for item in menu_items:
        item.order = MENU_ORDER.get(item.name, item.order)


@hooks.register("construct_homepage_panels")
def no_release_notes_at_home(request, panels):
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "whats_new_in_wagtail_version"]
