"""What is seen. Calls services, never library or players."""
