"""The command, as a shell starts it: `sitegen`, or `python -m sitegen` where its folder is not on the PATH."""

import sys


def main() -> None:
    """Load the command line and run it; never returns. Whoever ends it sees no trace, from here to the last moment."""
    code: str | int | None = 130
    try:
        from sitegen import interrupts

        try:
            from sitegen.cli.main import main as run

            interrupts.hear()
            run()
        except SystemExit as done:
            code = done.code
        except KeyboardInterrupt:
            pass
        interrupts.let_go(code)
    except KeyboardInterrupt:
        pass
    sys.exit(code)


if __name__ == "__main__":
    main()
