"""Fills a site with as many plausible published items as are wanted, to see how it does when it has grown.

Writes rows in bulk where editors would write one by one; what stands afterwards is what their work would have left.
"""

from .filling import fill, foreign_content

__all__ = ["fill", "foreign_content"]
