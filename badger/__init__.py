"""badger: the open-source system with which a territory recognises what people can do."""

__version__ = "0.1.0"
