"""One query a file, named after what it returns."""
