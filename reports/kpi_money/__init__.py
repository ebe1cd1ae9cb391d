"""What the head's KPIs cost: from the deals, from the tests of gaming, every deal counted once."""
