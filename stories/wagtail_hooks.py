"""The explorer of the newsroom."""

from wagtail import hooks

from .viewsets import NewsroomPageViewSet


@hooks.register("register_admin_viewset", order=10)
def explorer():
    return NewsroomPageViewSet()
