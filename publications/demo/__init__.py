"""The demonstration institute: its people and manuscripts as files in this folder, and what brings them in."""
