"""The leak audit: plants secrets in everything that is not public, then reads all that the public can reach.

A token is a random word that stands in one field of one thing, so a leak names its own source. Rooms join in by the
registries `surfaces` and `canaries`; this package knows pages, and nothing of the rooms above.
"""
