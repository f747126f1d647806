"""Orchestration, settings, command line: the only room that knows Prefect, paths, the clock and the environment."""
