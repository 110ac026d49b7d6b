"""Rows of the desk: what readers are told about changes, who has signed what, what the house writes and how."""

from .correction import Correction, tell_waiting
from .sign_off import Approval, SignOff, Vote
from .style_rule import StyleRule

__all__ = ["Approval", "Correction", "SignOff", "StyleRule", "Vote", "tell_waiting"]
