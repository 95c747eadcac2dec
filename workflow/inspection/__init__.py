"""What an inspection asks of the log: which entries stand out, and which files are looked at."""
