"""The front page: where the news meets its readers, one per language.

May import every content room below; only `demo` and `newsroom` stand above.
"""
