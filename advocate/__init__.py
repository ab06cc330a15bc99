"""Senator-office advocacy toolkit: documents for an office visit, and a log of what was done."""

__version__ = "0.1.0"
