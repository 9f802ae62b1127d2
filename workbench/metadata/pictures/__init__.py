"""Pictures: EXIF, XMP, IPTC, colour profiles, previews, content credentials."""
