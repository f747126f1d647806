"""The shape of the data, and where it rests."""
