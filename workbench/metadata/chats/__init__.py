"""Chats: exports of messengers, read message by message."""
