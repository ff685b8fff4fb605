"""The entries of the registry, one file a subject; how to write one: `badger.privacy.registry`."""
