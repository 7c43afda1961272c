"""Where data rests: settings, the lake's layout, WARC and Parquet files, the warehouse file and its publishing.

Everything the rooms hand each other passes through here. This room imports no other.
"""
