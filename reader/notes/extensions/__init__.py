"""What python-Markdown needs to read notes by CommonMark's rules and Obsidian's dialect."""
