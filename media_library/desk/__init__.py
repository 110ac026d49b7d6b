"""The admin of assets, beyond what Wagtail ships: many at once, what is there already, crops, another file in place of
one, where each is used, what needs care. Upper rooms add to it: `form_parts`, `where_used.tellers`."""
