"""Fills an empty site with a believable newsroom, in English and Persian, from readable files; shows the same content
as the examples of the style guide.

May import every room below.
"""
