"""Releases of many items: put together, checked, moved, called off, carried out at one instant, and withdrawn again.

The rows and the runner are `publication`'s; what stands in a bundle's way, and who may move it, is decided here.
"""
