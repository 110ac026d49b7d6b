"""Rows of the desk: what readers are told about changes, who has signed what, who may know of it, what the house
writes and how."""

from .approval import Approval, Vote
from .consent import Consent
from .correction import Correction, tell_waiting
from .need_to_know import NeedToKnow
from .reminder import Reminder
from .sign_off import SignOff
from .style_rule import StyleRule
from .without_approval import WithoutApproval

__all__ = [
    "Approval", "Consent", "Correction", "NeedToKnow", "Reminder", "SignOff", "StyleRule", "Vote", "WithoutApproval",
    "tell_waiting",
]  # fmt: skip
