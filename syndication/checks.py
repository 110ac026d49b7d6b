from django.core.checks import Warning, register

from .cards.drawing import can_shape


@register()
def right_to_left_text_can_be_set(app_configs=None, **kwargs):
    if can_shape():
        return []
    return [
        Warning(
            "Pillow cannot shape right-to-left text: Persian pages get no share card of their own.",
            hint="Install FriBiDi where Pillow finds it, on Debian the package libfribidi0, and start anew.",
            id="syndication.W001",
        )
    ]
