from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.models import Page

from .look import Looks


class _AnswersForm:
    """Reads the form as a preview does, and keeps nothing of it. A field with an error stands as it was saved."""

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        self.validate_form(form)
        return HttpResponse(Looks(form.instance).render_html({"request": request}))


class LooksView(_AnswersForm, PreviewOnEditView):
    """To the panel's script a part of a page; to everybody else a page about the draft as it was saved last."""

    http_method_names = ["get", "post"]

    def get(self, request, *args, **kwargs):
        page = self.object
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()}
        context = {
            "page": None, "header_title": _("How the link looks"), "header_icon": "link", "looks": Looks(page),
            "breadcrumbs_items": [edit, {"url": "", "label": _("How the link looks")}], "edit_url": edit["url"],
        }  # fmt: skip
        return render(request, "wagtailadmin/syndication/looks_page.html", context)


class LooksOfNewView(_AnswersForm, PreviewOnCreateView):
    http_method_names = ["post"]

    def get_object(self):
        page = super().get_object()
        page.locale = get_object_or_404(Page, pk=self.parent_object_id).locale
        return page
