"""`python -m sitegen`: the command, where its folder is not on the PATH."""

from sitegen.cli.main import main

if __name__ == "__main__":
    main()
