"""Which pictures leave the office, and what is covered in them."""
