"""The review's pages: a FastAPI application over a store, rendered on the server."""
