"""Facts in the leak audit: in every state that they can be in without being public."""
