"""What is kept about a person: shown, exported, merged, erased, forgotten in time."""
