"""What a thing can be taken away as: an item as text, Markdown, HTML, Word, PDF, JSON and ninjs, a fact as a table, a
press contact as a card. The piece is stated once, in `piece`, as elements of the neutral document; each form renders
elements and nothing else."""

from .registry import FORMS, forms_of

__all__ = ["FORMS", "forms_of"]
