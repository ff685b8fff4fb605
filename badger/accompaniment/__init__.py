"""Being accompanied: who may look at what beside a person, her steps, and messages to her."""
