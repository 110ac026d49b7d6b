"""The living style guide, in the admin: every component and block in its states, by the templates that readers get.

Its examples are the demo's content as rows that stand in memory only: the database is never asked.
"""
