"""What journalists ask for: how the desk is told, how it answers, and the personal link by which they get it.

`answering` decides, `files` says what may be granted, `reading` is what a journalist meets, `admin` is the desk's.
"""
