"""Passes: who may read a piece under embargo before its time, by what link, and what they did with it.

`issuing` gives and takes them, `reading` is what a journalist meets, `admin` and `report` are the desk's.
"""
