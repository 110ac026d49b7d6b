"""Rows of the desk: what readers are told about changes, who has signed what, and who may know of it."""

from .approval import Approval, Vote
from .consent import Consent
from .correction import Correction, tell_waiting
from .need_to_know import NeedToKnow
from .reminder import Reminder
from .sign_off import SignOff
from .without_approval import WithoutApproval

__all__ = [
    "Approval", "Consent", "Correction", "NeedToKnow", "Reminder", "SignOff", "Vote", "WithoutApproval", "tell_waiting",
]  # fmt: skip
