"""The pages right below a front page, sections and information pages, as far as the frame of the page shows them."""

from dataclasses import dataclass

from .addresses import absolute


@dataclass(frozen=True)
class Landmark:
    title: str
    path: str
    model: str
    purpose: str

    @property
    def address(self):
        return absolute(self.path)


class Landmarks(list):
    @classmethod
    def of(cls, frame):
        """Out of what the frame has read anyway (`pages.templatetags.frame`): no query."""
        return cls(
            Landmark(row.title, row.url_path, row.content_type.model, row.purpose)
            for row in dict.fromkeys([*frame.sections, *frame.serving.values(), *frame.information])
        )

    def of_model(self, name):
        """The section page of this model's name, or None while it is not public."""
        return next((mark for mark in self if mark.model == name), None)

    def for_purpose(self, purpose):
        return next((mark for mark in self if mark.purpose == purpose), None)

    def at(self, path):
        return next((mark for mark in self if mark.path == path), None)
