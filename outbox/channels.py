#: Name of a channel to the function that sends one row: `send(delivery)` raises when it could not.
channels = {}
