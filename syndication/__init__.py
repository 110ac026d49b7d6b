"""What machines read: feeds, link previews, structured data. One function per kind, by `singledispatch`.

May import the content rooms; content never imports it. Pages reach it by template tags and URL patterns.
"""
