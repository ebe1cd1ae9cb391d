"""Transcribe: recordings and ready transcripts become utterances with times."""
