"""Workers of a cluster, through dask.distributed."""
