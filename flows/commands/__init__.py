"""The verbs of the command `dateline`, a module for those that belong together. Nothing heavy is imported before a verb needs it."""
