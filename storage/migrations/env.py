"""Alembic's way in: `storage.engine.migrate` passes the address of the database."""

from alembic import context

from storage.engine import make_engine
from storage.tables import Table

LOCK = 0x4D494752  # any fixed number


def run() -> None:
    """Run the migrations in one transaction."""
    engine = make_engine(context.config.attributes["url"], threads=1)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # two starts at once: the second finds it done
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        # Both databases can take a half-done migration back whole; Alembic assumes that SQLite cannot.
        context.configure(
            connection=connection, target_metadata=Table.metadata, render_as_batch=True, transactional_ddl=True
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
