"""The head's bonus scheme: read from the owner's words, computed, and replayed on the archive's months."""
