"""Worker processes of this machine: one process holds them, one starts them, and none takes another with it."""
