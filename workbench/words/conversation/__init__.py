"""Screenshots of conversations: recognised as messages, laid against exports of a case."""
