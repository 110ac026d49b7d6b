"""What stories stand on: figures kept once, with their source and date, cited by choosing them.

May import `people`, `pages` and everything below them. Pages cite facts; nothing here knows which kinds there are.
"""
