"""Links between findings: which date, statement and event belongs to which."""
