"""Classify: what was said becomes signals; signals and CRM facts become two ranked lists of deals."""
