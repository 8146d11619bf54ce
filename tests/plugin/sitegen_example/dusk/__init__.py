"""A theme: a package that is a folder with a theme.yaml."""
