"""Who did what, when and from where. Wagtail's log is the one store; this adds what Wagtail does not write.

Other rooms write by `record`; their actions are registered with the hook `register_log_actions`, as Wagtail's are.
"""

from .recording import record, record_once

__all__ = ["record", "record_once"]
