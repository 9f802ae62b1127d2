"""From a study to what people read: view model, HTML, figures, redaction."""
