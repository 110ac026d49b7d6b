"""The explorer of the newsroom, tours among the things that are kept once, and tables as files."""

from wagtail import hooks

from .tables import answer_with_table
from .viewsets import NewsroomPageViewSet

hooks.register("before_serve_page", answer_with_table, order=20)


@hooks.register("register_admin_viewset", order=10)
def explorer():
    return NewsroomPageViewSet()
