"""Names of listed people in every spelling: where one stands, and where one may."""
