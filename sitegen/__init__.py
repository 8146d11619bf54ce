"""sitegen: a researcher's papers, from YAML to a web site."""

__version__ = "0.1.0"
