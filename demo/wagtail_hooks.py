"""The style guide in the admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .style_guide import views


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("style-guide/", views.index, name="style_guide"),
        path("style-guide/<slug:language>/", views.guide, name="style_guide_in"),
        path("style-guide/<slug:language>/<slug:slug>/", views.proof, name="style_guide_proof"),
        path("style-guide/<slug:language>/<slug:slug>/<int:number>/", views.proof, name="style_guide_more"),
    ]


@hooks.register("register_reports_menu_item")
def style_guide():
    return MenuItem(_("Style guide"), reverse_lazy("style_guide"), name="style-guide", icon_name="edit", order=900)
