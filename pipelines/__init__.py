"""Pipelines: the Prefect flows and the `dealforensics` command that run the other four packages."""

__version__ = "0.1.0"
