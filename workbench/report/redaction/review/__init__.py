"""What a person looks at before a copy leaves, and what they decided."""
