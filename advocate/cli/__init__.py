"""The command line: the only room that knows click, colour and the terminal."""
