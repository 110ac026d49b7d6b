"""What readers say back: corrections and additions that they suggest; later questions, polls and comments.

May import `editorial`, `facts`, `people`, `pages` and everything below them. It speaks of `wagtailcore.Page` alone.
"""
