"""SQLite and PostgreSQL behind workflow's ports; the one door to sqlmodel and sqlalchemy."""
