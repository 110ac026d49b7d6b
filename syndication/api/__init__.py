"""The read-only API at `/api/v1/`: what is public, as JSON, for other sites and programs.

A `Shape` declares each object once: what is answered, what may be asked for (`?fields=`) and what the OpenAPI document
says all come from it. Nothing else of a row can get out.
"""
