"""Registers the automation that docs/how-to/run-unattended.md describes: a web hook is called when a run fails, crashes or is blocked.

python -m benchmarks.drill_notify PORT
"""

from __future__ import annotations

import sys
from datetime import timedelta

from prefect.automations import Automation, EventTrigger, Posture
from prefect.blocks.webhook import Webhook
from prefect.events.actions import CallWebhook

EVENTS = {
    "prefect.flow-run.Crashed",
    "prefect.flow-run.Failed",
    "prefect.flow-run.Blocked",
    "prefect.flow-run.TimedOut",
}


def main(port: int) -> None:
    hook = Webhook(method="POST", url=f"http://127.0.0.1:{port}/")
    block_id = hook.save("dateline-hook", overwrite=True)
    Automation(
        name="dateline-trouble",
        trigger=EventTrigger(
            expect=EVENTS,
            match={"prefect.resource.id": "prefect.flow-run.*"},
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[CallWebhook(block_document_id=block_id, payload="{{ flow_run.name }}: {{ event.event }}")],
    ).create()


if __name__ == "__main__":
    main(int(sys.argv[1]))
