from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection


@register(Tags.database)
def sqlite_runs_safely(databases=None, **kwargs):
    """Without WAL and IMMEDIATE two of three contended writes fail."""
    if not databases or "default" not in databases or connection.vendor != "sqlite":
        return []
    problems = []
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in ("wal", "memory"):  # a database in memory (tests) has no journal file
        problems.append(
            Warning(
                f"SQLite runs with journal_mode={mode}, not WAL.",
                hint="Use the OPTIONS of newsroom.settings.base, on a local disk.",
                id="publication.W001",
            )
        )
    if settings.DATABASES["default"].get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
        problems.append(
            Warning(
                "SQLite transactions do not start with IMMEDIATE.",
                hint="Set OPTIONS['transaction_mode'] = 'IMMEDIATE'.",
                id="publication.W002",
            )
        )
    return problems


@register()
def stock_redirects_are_off(app_configs=None, **kwargs):
    if getattr(settings, "WAGTAILREDIRECTS_AUTO_CREATE", True):
        return [
            Error(
                "Wagtail's automatic redirects publish the working titles of drafts.",
                hint="Set WAGTAILREDIRECTS_AUTO_CREATE = False; publication.redirects serves public pages.",
                id="publication.E001",
            )
        ]
    return []
