"""Papers: PDF, office documents, mail, archives and saved pages."""
