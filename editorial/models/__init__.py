"""Rows of the desk: what readers are told about changes, and who has signed what."""

from .correction import Correction, tell_waiting
from .sign_off import Approval, SignOff, Vote

__all__ = ["Approval", "Correction", "SignOff", "Vote", "tell_waiting"]
