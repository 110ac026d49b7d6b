from publication.signals import public_state_changed


class Listener:
    """Notes the events of a block: `with Listener() as heard: …; heard.events`. It can fail for one page."""

    def __init__(self, fails_for=None):
        self.poison = fails_for and fails_for.pk
        self.heard = []

    def __enter__(self):
        public_state_changed.connect(self.hear)
        return self

    def __exit__(self, *error):
        public_state_changed.disconnect(self.hear)

    def hear(self, page, event, **kwargs):
        if page.pk == self.poison:
            raise RuntimeError("poison")
        self.heard.append((page.pk, event))

    @property
    def events(self):
        return [event for _pk, event in self.heard]
