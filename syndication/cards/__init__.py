"""Share cards: the 1200 by 630 picture of a page that has none of its own, drawn by a job once the page is public.

`faces` says what a card shows, `drawing` draws it, `making` keeps it, `finding` tells a page which of them is its own.
"""
