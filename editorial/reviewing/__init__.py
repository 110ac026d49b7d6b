"""Reviewers without an account: a link of their own to one text of a page, what they say about it, and their consent.

`inviting` gives and takes links, `reading` is what a reviewer meets, `admin` is the desk's.
"""
