"""Who writes, speaks, answers the phone and is shown: one row a person, with words per language.

May import `pages` and everything below it.
"""
