"""What every page shares: its base class, the brand, the neutral document, calendar, digits, bidi and slugs.

May import `media_library`, `topics` and the foundations below them.
"""
