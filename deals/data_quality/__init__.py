"""How good an archive's data are: what is there, what its gaps cost, and which values look wrong."""
