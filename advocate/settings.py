"""The user's profile: who the constituent is, kept as a private TOML file in the user's folder."""
