"""What docs and goals say about speed, measured in one run beside the peers: `make bench`."""
