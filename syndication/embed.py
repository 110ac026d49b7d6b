"""What other sites put into their pages to show something of ours."""

from django.utils.html import format_html

from .addresses import absolute


def code_for(subject):
    """The frame of an item, as text to copy."""
    address = absolute(f"/{subject.locale.language_code}/embed/item/{subject.translation_key.hex}/")
    frame = '<iframe src="{}" title="{}" width="600" height="320" loading="lazy"></iframe>'
    return format_html(frame, address, subject.title)
