"""Calls as phone systems keep them: call logs, and folders of recordings whose names tell of the call."""
