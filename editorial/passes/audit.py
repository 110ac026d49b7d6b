"""The leak audit."""
