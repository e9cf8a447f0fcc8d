"""A strict, scriptable stand-in of our own for Zalo's Official Account API, for tests."""
