"""The desk of assets in Wagtail's admin."""

from wagtail import hooks

from .desk import report
from .desk.bulk import ACTIONS
from .desk.urls import urls


@hooks.register("register_admin_urls", order=-10)
def addresses():
    """Before Wagtail's own, whose places some of them take."""
    return urls


# After Wagtail's own, which the later ones of the same name replace.
for action in ACTIONS:
    hooks.register("register_bulk_action", action, order=10)

hooks.register("register_reports_menu_item", report.menu_item)
