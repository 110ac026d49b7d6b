"""What the admin's home page tells each person: what waits for whom, what goes out next, what is old, what came out.

Every list asks in SQL for what its reader may open, before it counts or cuts, and costs the same number of queries
whatever its length.
"""
