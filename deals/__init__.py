"""Deals: the CRM's and the phone system's facts, read from an archive folder, checked, and calls joined to deals."""
