"""Sample résumés of invented people, in many layouts and four languages, with what is true of each."""
