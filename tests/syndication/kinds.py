"""Statements, fact sheets and press kits for tests of what machines read."""

from wagtail.models import Page

from stories.models import FactIndexPage, FactSheet, KitIndexPage, KitItem, PressKit, Statement, StatementIndexPage
from tests.factories import body, section


def statement(title="We were wrong about salt", **given):
    given.setdefault("body", body(("paragraph", "<p>The sample was taken at night.</p>")))
    return _publish(Statement, StatementIndexPage, title, **given)


def sheet(*facts, title="The company in figures", heading="Wells", **given):
    given.setdefault("body", body(("facts", {"title": heading, "facts": [fact.pk for fact in facts]})))
    return _publish(FactSheet, FactIndexPage, title, **given)


def kit(*files, title="The wetland, in pictures", items=(), **given):
    """`files` are (block type, asset) pairs of its only chapter."""
    stored = body(*((name, asset.pk) for name, asset in files))
    given.setdefault("body", body(("chapter", {"title": "At the water", "text": "Five of them.", "files": stored})))
    given.setdefault("kit_items", [KitItem(target=item, sort_order=place) for place, item in enumerate(items)])
    return _publish(PressKit, KitIndexPage, title, **given)


def entry(at, headline, text):
    return ("entry", {"at": at.isoformat(), "headline": headline, "text": f"<p>{text}</p>"})


def _publish(model, index_model, title, *, language="en", state="live", **fields):
    parent = section(index_model, language)
    fields.setdefault("standfirst", f"What happened: {title}.")
    page = model(title=title, locale=parent.locale, live=False, **fields)
    # A fresh parent: saving a stale one would overwrite the count of its children.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    revision = page.save_revision(clean=state != "draft")
    if state == "live":
        revision.publish()
    return model.objects.get(pk=page.pk)
