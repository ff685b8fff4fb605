"""The demo territory "Bocage d'exemple": its data, and its story played by the real functions."""
