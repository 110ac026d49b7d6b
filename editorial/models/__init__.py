"""Rows of the desk: what readers are told about changes, who has signed what, and who may read before the rest."""

from .correction import Correction, tell_waiting
from .embargo import Embargo
from .passes import Pass, PassUse
from .sign_off import Approval, SignOff, Vote

__all__ = ["Approval", "Correction", "Embargo", "Pass", "PassUse", "SignOff", "Vote", "tell_waiting"]
