"""One static page for each export and each audit: self-contained, no address outside is asked for anything."""
