"""The subjects that the newsroom writes about: one row and one slug each, a name and an introduction per language.

May import `wordings`. A topic points at nothing above: a lead item is a row in `stories`, a press contact a field
of a person.
"""
