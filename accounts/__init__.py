"""The user of the admin, from the first migration, and nothing else.

Imports nothing of ours. Another model in this app would make its first migration circular.
"""
