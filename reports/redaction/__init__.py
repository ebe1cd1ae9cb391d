"""Masks personal data in what leaves the company: transcripts, reports and the files for programs."""
