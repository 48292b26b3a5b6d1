"""Text in, values out: no Qt, no files, no clock, no database."""
