"""What to do next: pure functions over offices, issues, the log and the calendar."""
