"""`python -m advocate` is the same program as `advocate`."""

from advocate.cli.main import run

if __name__ == "__main__":
    run()
