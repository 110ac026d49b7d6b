"""Words kept once per language for a row that is kept once: a topic, a picture, a person, the brand.

Holds the abstract models and the form mixin only; imports nothing of ours.
"""
