"""Reading of text (OCR) in pictures, stills and pages: what a machine reads is never a fact."""
