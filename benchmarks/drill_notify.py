"""Registers the automations that docs/how-to/run-unattended.md describes: a web hook is called when a run does not end well.

python -m benchmarks.drill_notify PORT
"""

from __future__ import annotations

import sys
from datetime import timedelta

from prefect.automations import Automation, EventTrigger, Posture
from prefect.blocks.webhook import Webhook
from prefect.events.actions import CallWebhook

OURS = {"dateline.run.failed", "dateline.run.blocked", "dateline.run.crashed"}  # at once
PREFECTS = {
    "prefect.flow-run.Failed",
    "prefect.flow-run.Crashed",
    "prefect.flow-run.Blocked",
}  # a quarter of an hour later


def main(port: int) -> None:
    hook = Webhook(method="POST", url=f"http://127.0.0.1:{port}/").save("dateline-hook", overwrite=True)
    for name, events, resource in (
        ("dateline-trouble", OURS, "dateline.run.*"),
        ("dateline-silence", PREFECTS, "prefect.flow-run.*"),
    ):
        Automation(
            name=name,
            trigger=EventTrigger(
                expect=events,
                match={"prefect.resource.id": resource},
                posture=Posture.Reactive,
                threshold=1,
                within=timedelta(0),
            ),
            actions=[CallWebhook(block_document_id=hook, payload="{{ event.event }} {{ event.payload }}")],
        ).create()


if __name__ == "__main__":
    main(int(sys.argv[1]))
