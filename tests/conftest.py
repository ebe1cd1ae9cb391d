"""What all tests need of the process they run in."""

import signal

import pytest

# A shell that starts the tests in the background has them ignore Ctrl-C, and what they start would ignore it too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first: where one starts last, one core runs it and the others wait.

    xdist keeps this order with --no-loadscope-reorder; its own puts files of few tests last, which are the long ones.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
