"""Wagtail 8.0 keeps one HTML parser per rich-text block for all threads of a process. Two editors who open a form in
the same moment then get an error, or words of each other's drafts. One at a time, they do not."""

from functools import wraps
from threading import Lock

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter


def one_at_a_time(method):
    lock = Lock()

    @wraps(method)
    def locked(self, text):
        with lock:
            return method(self, text)

    return locked


def make_converter_safe():
    """Called once, when the app starts. Remove it when Wagtail makes a parser for each conversion."""
    ContentstateConverter.from_database_format = one_at_a_time(ContentstateConverter.from_database_format)
    ContentstateConverter.to_database_format = one_at_a_time(ContentstateConverter.to_database_format)
