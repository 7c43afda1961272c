"""The `danvan` command: every step of the pipeline by hand, the whole of it through Airflow, and a look at the result.

One file a group of commands; `cli` puts them together and turns faults into one sentence and an exit status.
"""
