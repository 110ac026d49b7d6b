"""What a browser would send from a page with a form that nobody has touched."""

import lxml.html

NOT_SENT = ("submit", "image", "reset", "button", "file")


def untouched(response, form_id):
    """Name to value, the last where a name stands twice, without the token against forgery."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    forms = lxml.html.fromstring(response.content, parser=parser).xpath("//form[@id=$id]", id=form_id)
    if not forms:
        raise ValueError(f'No form was found with id "{form_id}".')
    fields = forms[0].iter("input", "select", "textarea")
    values = dict(pair for field in fields if field.get("name") for pair in _sent(field))
    values.pop("csrfmiddlewaretoken", None)
    return values


def _sent(field):
    name, kind = field.name, field.get("type", "text")
    if field.tag == "textarea":
        # The newline after the tag is no part of the text.
        yield name, field.value.removeprefix("\n")
    elif field.tag == "select":
        for value in field.value if field.multiple else [field.value]:
            yield name, value or ""
    elif kind in ("checkbox", "radio"):
        if field.checked:
            yield name, field.get("value", "on")
    elif kind not in NOT_SENT:
        yield name, field.get("value", "")
