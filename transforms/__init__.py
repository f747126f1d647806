"""Text and frames in, values and frames out: no files but the lexicons, no clock, no database."""
