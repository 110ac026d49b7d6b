"""Rows for everything that leaves the house, and the worker that carries them out.

A foundation: imports nothing of ours. Rooms register how their channel is sent; the rows are written in the
transaction that makes the thing true, and sent after it, with retries and an idempotency key.
"""
