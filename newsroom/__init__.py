"""Settings, the map of addresses and the entry points of the server.

The only place that knows every room; no room imports it. It holds no model and no view.
"""
