"""What must hold of the tables. The only room that knows Great Expectations."""
