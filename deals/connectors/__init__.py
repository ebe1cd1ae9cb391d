"""CRM systems read through their APIs into an archive folder. What is common to them lies here, each system in a
folder of its own; the network is touched by nothing else in this package."""
