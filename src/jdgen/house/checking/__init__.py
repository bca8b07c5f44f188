"""Looking at a template before it is used, and mending what is safe."""
