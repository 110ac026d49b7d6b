"""Indexes on Wagtail's own table of pages, which has none for the questions that a newsroom asks at each request.

Made after each migrate and not by a migration: where a later Wagtail changes the table, SQLite makes it anew with the
indexes that Wagtail knows of.
"""

from django.db import connections
from wagtail.models import Page

INDEXES = {
    # Front pages and sections; pages that have pages below them.
    "newsroom_page_depth": "(depth, numchild)",
    # What is newest in a language: front page, feed.
    "newsroom_page_newest": "(locale_id, first_published_at)",
    # What is newest of a kind; and all that the gate asks about a page, so that counting reads no row.
    "newsroom_page_kind": (
        "(locale_id, content_type_id, first_published_at, live, go_live_at, expire_at, alias_of_id, depth, path)"
    ),
    # What comes and goes by the clock.
    "newsroom_page_expires": "(expire_at) WHERE live AND expire_at IS NOT NULL",
    "newsroom_page_opens": "(go_live_at) WHERE live AND go_live_at IS NOT NULL",
}


def make_indexes(using="default", **kwargs):
    with connections[using].cursor() as cursor:
        table = connections[using].ops.quote_name(Page._meta.db_table)
        for name, columns in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {columns}")
