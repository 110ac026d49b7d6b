"""Pictures, documents and recordings: their words, rights, sizes, and the one view that hands out their files.

Imports topics, publication, outbox, accounts, wordings and third-party packages; never a room above.
"""
