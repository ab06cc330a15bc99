"""What was done: contacts, their store and their lists."""
