"""Rows of the desk: what readers are told about changes, who has signed what, who may know of it, who is asked
about it, who may read it before the rest, and how the house writes."""

from .approval import Approval, Vote
from .consent import Consent
from .correction import Correction, tell_waiting
from .embargo import Embargo
from .need_to_know import NeedToKnow
from .passes import Pass, PassUse
from .reminder import Reminder
from .review import ReviewComment, ReviewLink
from .rights_notice import RightsNotice
from .sign_off import SignOff
from .style_rule import StyleRule
from .without_approval import WithoutApproval

__all__ = [
    "Approval", "Consent", "Correction", "Embargo", "NeedToKnow", "Pass", "PassUse", "Reminder", "ReviewComment",
    "ReviewLink", "RightsNotice", "SignOff", "StyleRule", "Vote", "WithoutApproval", "tell_waiting",
]  # fmt: skip
