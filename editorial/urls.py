"""Addresses of the editorial room in the admin."""

from django.urls import path

from .deciding.views import consent, decide, decided
from .desk.calendar import calendar
from .need_to_know.views import need_to_know
from .passes.admin import embargo_of_page
from .passes.report import PassReportView
from .reviewing.admin import reviewers
from .style.views import CheckNewView, CheckView, mend
from .without_approval import without_approval

urlpatterns = [
    path("calendar/", calendar, name="editorial_calendar"),
    path("decide/<int:step_id>/", decide, name="editorial_decide"),
    path("decide/<int:step_id>/decided/", decided, name="editorial_decided"),
    path("decide/<int:step_id>/consent/<slug:digest>/", consent, name="editorial_consent"),
    path("embargo/<int:page_id>/", embargo_of_page, name="embargo_of_page"),
    path("passes/", PassReportView.as_view(), name="pass_report"),
    path("passes/results/", PassReportView.as_view(results_only=True), name="pass_report_results"),
    path("need-to-know/<int:page_id>/", need_to_know, name="editorial_need_to_know"),
    path("style/check/<int:page_id>/", CheckView.as_view(), name="style_check"),
    path(
        "style/check/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        CheckNewView.as_view(),
        name="style_check_new",
    ),
    path("style/mend/", mend, name="style_mend"),
    path("reviewers/<int:page_id>/", reviewers, name="editorial_reviewers"),
    path(
        "without-approval/<slug:app_label>/<slug:model_name>/<int:pk>/",
        without_approval,
        name="editorial_without_approval",
    ),
]
