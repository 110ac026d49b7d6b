"""What is told: `NewsItem` and its kinds, the body they are written in, and the pages that list them.

May import `editorial`, `people`, `pages` and everything below them. Nothing here knows how it is fed, found or sent.
"""
