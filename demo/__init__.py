"""Fills an empty site with a believable newsroom, in English and Persian, from readable files.

May import every room below.
"""
