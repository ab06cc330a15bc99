"""What to say when a cluster cannot make a batch."""

from advocate.batch.worker import tools
from advocate.errors import OutputError, shown

_START = "Start it with `dask scheduler`, and look whether this machine reaches its port."
_CERTIFICATES = "Look whether it runs, and whether Dask's own settings name certificates for it."
_INSTALL = "pip install 'advocate-toolkit[cluster]'"


def not_installed() -> OutputError:
    """Return the error for a machine without Dask."""
    return OutputError(
        "--cluster works with Dask distributed, which is not installed.", hint=_INSTALL
    )


def silent(address: str) -> OutputError:
    """Return the error for a scheduler that cannot be reached."""
    return OutputError(
        f"The scheduler {_where(address)} does not answer.",
        hint=_CERTIFICATES if address.startswith("tls:") else _START,
    )


def gone(address: str) -> OutputError:
    """Return the error for a scheduler that was there."""
    return OutputError(
        f"The scheduler {_where(address)} is gone. What is done is kept.",
        hint="Start it again, and run the same command with --resume.",
    )


def nobody(address: str) -> OutputError:
    """Return the error for a scheduler without workers."""
    return OutputError(
        f"The scheduler {_where(address)} has no worker that answers. What is done is kept.",
        hint="Start workers with `dask worker`, where the same toolkit is, and run the same "
        "command with --resume.",
    )


def unable(reason: str) -> OutputError:
    """Return the error for workers that fail at everything, and the reason that they gave."""
    return OutputError(
        f"No worker can make the documents: {reason}",
        hint="What is done is kept. Look at the workers, and go on with --resume.",
    )


def stranger(address: str, error: Exception) -> OutputError:
    """Return the error for a cluster of which something was raised that is not this program's."""
    return OutputError(
        f"The cluster {_where(address)} cannot run this program ({type(error).__name__}). What is "
        "done is kept.",
        hint=f"Scheduler and workers need the same toolkit:  {_INSTALL}",
    )


def other_tools(at: str, there: dict[str, str]) -> OutputError:
    """Return the error that names what a worker has in another version."""
    told = [
        f"{name} {mine} here and {there.get(name, 'none')} there"
        for name, mine in tools().items()
        if there.get(name) != mine
    ]
    return OutputError(
        f"The worker {shown(at)} would make other documents: {', '.join(told)}.",
        hint=f"Install the same on all machines:  {_INSTALL}",
    )


def _where(address: str) -> str:
    return shown(address, limit=200)
