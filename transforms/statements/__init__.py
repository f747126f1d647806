"""Attribution: who says what, with which word (`statements`)."""

from transforms.statements.finding import find_statements
from transforms.statements.gate import may_hold_statement

__all__ = ["find_statements", "may_hold_statement"]
