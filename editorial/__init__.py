"""The rules that copy passes before and after publication: roles, workflow, and later sign-off and corrections.

May import `facts`, `people`, `pages` and everything below them.
"""
