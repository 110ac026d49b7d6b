"""Revisions that speak of rows which have been deleted since."""

from django.db.models import PROTECT, ForeignKey
from modelcluster.models import get_all_child_relations


def without_lost(model, content):
    """The content of a revision without what pointed at rows that are gone: the field is empty, the child row left out.

    Deletion is refused while something stands that points at the row, but no revision stands in its way; and
    modelcluster, which leaves out such rows by itself where they would have gone along, raises where it is PROTECTed.
    """
    content = content | {field.name: None for field in _protected(model) if _is_lost(field, content)}
    for relation in get_all_child_relations(model):
        name, fields = relation.get_accessor_name(), _protected(relation.related_model)
        if name in content:
            content[name] = [row for row in content[name] if not any(_is_lost(field, row) for field in fields)]
    return content


def _protected(model):
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.remote_field.on_delete is PROTECT]


def _is_lost(field, content):
    key = content.get(field.name)
    return key is not None and not field.related_model._base_manager.filter(pk=key).exists()
