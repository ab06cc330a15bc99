"""Documents: composing them from templates, and writing them in each format."""
