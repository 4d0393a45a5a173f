"""The worker of the queue, run inside a test until nothing is due."""

import uuid
from unittest.mock import patch

from django_tasks_db.management.commands.db_worker import Worker


def work() -> None:
    """What the worker does until nothing is due. It drops a connection that is inside a transaction: in a test that is the test's own, so it stays."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="wachtrij",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        ).run()
