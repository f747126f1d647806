"""Runs by the clock: the flow that a schedule starts, what it clears away first, and the serving of it."""
