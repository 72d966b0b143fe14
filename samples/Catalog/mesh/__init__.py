"""What MeshFunctions does for a function app, in the few lines that a Python service behind the same sidecar needs."""
