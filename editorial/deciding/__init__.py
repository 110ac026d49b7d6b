"""The page on which somebody decides about a step: all that they need to know, and two buttons."""
