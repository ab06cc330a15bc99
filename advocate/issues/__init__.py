"""Issue packs: their records, reading, checking and finding."""
