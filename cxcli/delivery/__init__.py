"""Who is told of a report: by e-mail or in a chat, when, and once."""
