"""The gate: may this candidate be published? Suites are data (``suites/*.yml``), ``gate.check`` runs them."""
