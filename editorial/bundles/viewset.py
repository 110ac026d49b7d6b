from django.urls import path, re_path
from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.model import ModelViewSet

from publication.models import Release

from .forms import FORM
from .one import AddButton, AnewButton, BundleView, CancelView, GatherButton, ItemButton, MoveButton
from .undo import RecallView, WithdrawBundleView, WithdrawPageView
from .views import COLUMNS, BundleCreateView, BundleEditView, BundleIndexView


class ReleaseViewSet(ModelViewSet):
    model = Release
    name = "release"
    icon = "calendar-alt"
    menu_label = pgettext_lazy("menu", "Releases")
    menu_order = 185
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class, add_view_class, edit_view_class = BundleIndexView, BundleCreateView, BundleEditView
    list_filter = ["state"]
    list_per_page = 50
    ordering = ["-at", "-pk"]
    list_display = COLUMNS
    edit_handler = FORM

    def get_common_view_kwargs(self, **kwargs):
        """Wagtail's headers lead to the views that are left out below, unless told that there are none."""
        left_out = dict.fromkeys(["delete_url_name", "history_url_name", "usage_url_name"])
        return super().get_common_view_kwargs(**kwargs | left_out)

    def get_permissions_to_register(self):
        """None: who may publish is asked of the pages."""
        return super().get_permissions_to_register().none()

    def get_urlpatterns(self):
        """Without Wagtail's views of deletion, copies, history and usage: a release stays, and tells its own."""
        one = r"^(?P<pk>[0-9]{1,18})/"
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("<int:pk>/", BundleView.as_view(), name="look"),
            path("<int:pk>/add/", AddButton.as_view(), name="add_items"),
            path("<int:pk>/cancel/", CancelView.as_view(), name="cancel"),
            path("<int:pk>/anew/", AnewButton.as_view(), name="anew"),
            path("<int:pk>/withdraw/", WithdrawBundleView.as_view(), name="withdraw"),
            path("withdraw-page/<int:pk>/", WithdrawPageView.as_view(), name="withdraw_page"),
            path("withdrawn/<int:pk>/", RecallView.as_view(), name="recalled"),
            re_path(one + r"add/(?P<source>translations|links)/$", GatherButton.as_view(), name="gather"),
            re_path(one + r"(?P<move>arm|take-back|now)/$", MoveButton.as_view(), name="move"),
            re_path(one + r"items/(?P<item>[0-9]{1,18})/(?P<step>remove|replace)/$", ItemButton.as_view(), name="item"),
        ]
