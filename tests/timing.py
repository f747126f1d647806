"""Growth of time with size, measured so that a busy machine does not fail it."""

from __future__ import annotations

from collections.abc import Callable

TRIES = 4
LEAST = 0.02  # seconds; below it the clock and the first touch of memory weigh more than the work


def grows_below(most: float, seconds: Callable[[int], float], small: int, large: int) -> bool:
    """Whether work of the large size takes less than `most` times that of the small one, in any of a few tries.

    What is not linear fails each of them: other work on the machine slows a try down, nothing makes the square look like a line.
    """
    seconds(small // 10)  # reads lexicons
    return any(seconds(large) < most * max(seconds(small), LEAST) for _ in range(TRIES))
