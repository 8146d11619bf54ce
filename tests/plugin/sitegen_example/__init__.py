"""One of everything that a package may add to sitegen."""
