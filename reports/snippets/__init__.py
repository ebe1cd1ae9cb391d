"""Some seconds of the recording beside each quoted utterance."""
