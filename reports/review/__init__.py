"""The review page: people listen, judge what the program claims, and appeal."""
