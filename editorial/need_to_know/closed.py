"""Where Wagtail asks no policy about the one page: what somebody may do with it, bulk actions, and the report of page
types. Each of them is closed here, once, when the app starts."""

from functools import wraps

from wagtail.models import PagePermissionTester

from ..models.need_to_know import keys_kept_from


def close():
    from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
    from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

    _wrap(PagePermissionTester, "__init__", _without_permissions)
    _wrap(PageBulkAction, "get_actionable_objects", _without_pages)
    _wrap(PageTypesUsageReportView, "decorate_paginated_queryset", _without_the_last_edited)


def _wrap(owner, name, make):
    stock = getattr(owner, name)
    if not hasattr(stock, "__wrapped__"):
        setattr(owner, name, wraps(stock)(make(stock)))


def _without_permissions(stock):
    def tester(self, user, page):
        stock(self, user, page)
        if page.pk in keys_kept_from(user):
            self.permissions = set()

    return tester


def _without_pages(stock):
    def get_actionable_objects(self):
        pages, told = stock(self)
        kept = keys_kept_from(self.request.user)
        open_ones = [page for page in pages if page.pk not in kept]
        refused = [page for page in told["items_with_no_access"] if page.pk not in kept]
        return open_ones, {**told, "items_with_no_access": refused}

    return get_actionable_objects


def _without_the_last_edited(stock):
    def decorate_paginated_queryset(self, page_types):
        kept = keys_kept_from(self.request.user)
        for kind in page_types:
            if kind.last_edited_page_id in kept:
                kind.last_edited_page_id = None
        return stock(self, page_types)

    return decorate_paginated_queryset
