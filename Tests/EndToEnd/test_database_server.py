"""Database servers that are missing or unsuitable."""

import signal

from case import EndToEndTest
from databases import SERVER, only_on_postgres
from guests import Guest
from postgres import PostgresDatabase
from service_manager import ServiceManager
from visitor import Visitor
from waiting import eventually


class DatabaseServerTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.install()

    def check_refused(self, code, sentence, **options):
        """Checks that the daemon ends at once with this exit code and prints this sentence."""
        daemon = self.installation.launch(**options)
        self.assertEqual(daemon.exit_code(), code, daemon.said())
        self.assertIn(sentence, daemon.said())

    def another_database(self, options):
        """Configures a database that is created with these options."""
        database = PostgresDatabase(SERVER, options)
        self.addCleanup(database.remove)
        self.installation.configure(database=database.setting)

    def create_user(self):
        """Creates a user who owns nothing, and returns its name. The user is gone with the server."""
        name = f"user_of_{self.database.name}"
        self.database.run(f"CREATE ROLE {name} LOGIN PASSWORD 'right'")
        return name


@only_on_postgres
class ServerAwayTest(DatabaseServerTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(SERVER.start)
        SERVER.stop()

    def test_daemon_waits_for_a_server_that_is_not_there_yet(self):
        manager = ServiceManager(self.installation.folder / "notify")
        self.daemon = self.installation.launch(environment={"NOTIFY_SOCKET": str(manager.path)})
        manager.wait("STATUS=Waiting for the database server:")
        self.assertIn("The database server can't be reached; trying again.", self.daemon.said())
        SERVER.start()
        manager.wait("READY=1")
        self.daemon.wait_until_it_listens()
        visitor = Visitor(self.daemon)
        Guest("Anna").come(visitor, self.mail, visitor.meetups()[0]["id"])

    def test_daemon_that_waits_for_the_server_stops_when_told_to(self):
        daemon = self.installation.launch()
        eventually(lambda: "can't be reached" in daemon.said(), "the daemon waits")
        self.assertIn(daemon.stop(), (0, -signal.SIGTERM))


@only_on_postgres
class PasswordTest(DatabaseServerTest):
    def setUp(self):
        super().setUp()
        self.user = self.create_user()
        self.database.run(f"GRANT CREATE ON SCHEMA public TO {self.user}")
        self.ask_for_password()

    def ask_for_password(self):
        """Makes the server ask the user for a password. The server rereads its rules a moment after it is told to."""
        rules = SERVER.folder / "data/pg_hba.conf"
        rules.write_text(f"local all {self.user} scram-sha-256\n{rules.read_text()}")
        SERVER.run("SELECT pg_reload_conf()")
        eventually(lambda: not SERVER.lets_in(self.url(password="wrong")), "the server asks for a password")

    def url(self, password):
        return SERVER.url_of(self.database.name, f"{self.user}:{password}")

    def test_wrong_password_is_reported(self):
        self.installation.configure(database=self.url(password="wrong"))
        self.check_refused(77, "The database server refuses the password.")
        self.assertNotIn("wrong", self.installation.log())

    def test_missing_password_is_reported(self):
        self.installation.configure(database=SERVER.url_of(self.database.name, self.user))
        self.check_refused(77, "The database server refuses the password.")

    def test_password_is_read_from_the_credential(self):
        self.installation.configure(database=SERVER.url_of(self.database.name, self.user))
        (self.installation.folder / "postgres-password").write_text("right\n")
        self.start(environment={"CREDENTIALS_DIRECTORY": str(self.installation.folder)})
        self.assertEqual(self.visitor.get("/fr/tours").status, 200)


@only_on_postgres
class UnfitDatabaseTest(DatabaseServerTest):
    def test_missing_database_is_reported(self):
        self.installation.configure(database=SERVER.url_of("nowhere"))
        self.check_refused(78, "There is no such database on the server")

    def test_unknown_user_is_reported(self):
        self.installation.configure(database=SERVER.url_of(self.database.name, "nobody_known"))
        self.check_refused(77, "The database server doesn't let this user in.")

    def test_user_who_may_not_create_tables_is_reported(self):
        self.installation.configure(database=SERVER.url_of(self.database.name, self.create_user()))
        self.check_refused(77, "The database user lacks a right: grant it CREATE and USAGE on the schema.")

    def test_encoding_other_than_utf8_is_reported(self):
        for encoding in ("SQL_ASCII", "LATIN1"):
            with self.subTest(encoding):
                self.another_database(f"TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
                self.check_refused(78, f"The database is encoded in {encoding}; it must be UTF8.")

    def test_schema_with_foreign_tables_is_reported_and_left_alone(self):
        self.database.run("CREATE TABLE invoices (id INT)")
        self.check_refused(78, "The database contains tables of something else, such as `invoices`")
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        self.assertEqual(self.rows(tables), [("invoices",)])

    def test_own_schema_beside_foreign_tables_works(self):
        self.database.run("CREATE TABLE invoices (id INT)")
        self.database.run("CREATE SCHEMA hopdrink")
        self.installation.configure(database=f"{self.database.setting}&options=-csearch_path%3Dhopdrink")
        self.start()
        self.assertEqual(self.visitor.get("/fr/tours").status, 200)

    def test_schema_of_a_later_version_is_reported(self):
        self.start()
        self.assertEqual(self.daemon.stop(), 0)
        self.database.run("INSERT INTO migration (step, name) VALUES (999, 'from the future')")
        self.check_refused(78, "The database belongs to another version of Hopdrink.")

    def test_clock_far_from_the_servers_is_reported(self):
        self.installation.clock = None
        self.check_refused(75, "The database server's clock is", prefix=["faketime", "-f", "-60s"])
