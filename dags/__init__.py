"""The DAGs of danvan, one file each, and the steps they share."""
