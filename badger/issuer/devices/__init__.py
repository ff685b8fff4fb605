"""What observers' devices send: signed taps, made with or without a network."""
