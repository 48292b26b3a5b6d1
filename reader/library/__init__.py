"""The folder of notes and what is known of it. No Qt."""
