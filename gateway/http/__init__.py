"""FastAPI and ASGI: routes, the reply that runs the pipeline, error status."""
