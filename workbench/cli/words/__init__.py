"""Commands about words: reading them in pictures, and finding them."""
