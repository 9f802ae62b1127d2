"""What leads to one person beside a name: numbers, addresses, accounts, coordinates."""
