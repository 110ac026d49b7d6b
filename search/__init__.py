"""The reader's search: the form, what is asked of the index, and the results.

May import the content rooms and everything below them.
"""
