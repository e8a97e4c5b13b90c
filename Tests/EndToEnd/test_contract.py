"""The OpenAPI document is true: valid requests are accepted, others refused, and responses match their schemas."""

import os
import subprocess
from collections import Counter
from pathlib import Path

import yaml
from case import EndToEndTest
from daemon import NO_LIMITS, REPOSITORY
from databases import only_on_sqlite
from networks import city, one_off, series

FOLDER = Path(__file__).parent
SCHEMATHESIS = REPOSITORY / ".build/contract/bin/schemathesis"
VALIDATOR = REPOSITORY / ".build/contract/bin/openapi-spec-validator"
"""`make readers` installs both, with the packages of contract.txt."""

OPEN = {"showDocument", "listCities", "listDates", "listMeetups", "showMeetup", "createRSVP"}
"""The operations that need no token."""

CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "missing_required_header",
    "ignored_auth", "taken_if_it_makes_sense", "every_refusal_says_why",
]

SETTINGS = """
seed = 1
workers = 1
hooks = "{hooks}"
[generation]
deterministic = true
database = "none"
max-examples = 10
[phases.stateful]
enabled = false
[checks]
# 501 says that no address knows the method; it is no fault of ours.
[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", "501"]
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "422"]
"""

TOKEN = """
[auth.openapi.organiser]
bearer = "{token}"
"""

OPERATION = """
[[operations]]
include-operation-id = "{operation}"
parameters = {parameters}
"""


@only_on_sqlite
class ContractTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        limits = {**NO_LIMITS, "api_rsvps": "no"}
        self.serve(city(series(capacity=5000)), window_weeks=6, limits=limits)
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        self.made = 0

    def ask(self, method, path, value=None):
        answer = self.visitor.api(method, path, value, token=self.token)
        self.assertIn(answer.status, (200, 201), answer.text)
        return answer.json["id"]

    def meetup(self):
        self.made += 1
        return self.ask("POST", "/meetups", {"city": "tours", **one_off(slug=f"soir-{self.made}", capacity=5000)})

    def series(self):
        self.made += 1
        return self.ask("POST", "/series", {"city": "tours", **series(slug=f"suite-{self.made}", hosts=[])})

    def parameters(self):
        """Returns the path parameters of each operation. Operations that cancel or delete get meetups of their own."""
        open_meetup, open_series = self.meetup(), self.series()
        ids = {"createRSVP": self.visitor.meetups()[0]["id"]}
        ids |= {name: self.meetup() for name in ("changeMeetup", "cancelMeetup", "restoreMeetup", "deleteMeetup")}
        ids |= {name: open_meetup for name in ("showMeetup", "listReminders", "listGuests")}
        found = {operation: {"path.meetup": meetup} for operation, meetup in ids.items()}
        for operation in ("showSeries", "changeSeries", "addMeetup"):
            found[operation] = {"path.series": open_series}
        for operation in ("cancelSeries", "deleteSeries"):
            found[operation] = {"path.series": self.series()}
        return {**found, "listMeetups": {"path.city": "tours"}}

    def run_schemathesis(self, parameters, token=None, operations=()):
        """Returns how often each operation got each status, for positive and for negative requests."""
        folder = self.installation.folder
        settings = SETTINGS.format(hooks=FOLDER / "contract_checks.py")
        settings += TOKEN.format(token=token) if token else ""
        for operation, values in parameters.items():
            table = ", ".join(f'"{name}" = "{value}"' for name, value in values.items())
            settings += OPERATION.format(operation=operation, parameters=f"{{{table}}}")
        (folder / "schemathesis.toml").write_text(settings)
        url = f"http://127.0.0.1:{self.visitor.port}/api/v1"
        command = [
            SCHEMATHESIS, "--config-file", folder / "schemathesis.toml", "run", self.document(), "--url", url,
            "--checks", ",".join(CHECKS), "--continue-on-failure",
        ]
        command += [f"--include-operation-id={operation}" for operation in sorted(operations)]
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "CONTRACT_ANSWERS": str(folder / "answers")}
        environment |= {"CONTRACT_URL": url, "CONTRACT_TOKEN": token or ""}
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env=environment)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        return Counter(tuple(line.split()) for line in (folder / "answers").read_text().splitlines())

    def test_document_is_valid_openapi(self):
        ended = subprocess.run([VALIDATOR, self.document()], capture_output=True, text=True, timeout=60)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_document_is_true_for_requests_without_a_token(self):
        parameters = {"createRSVP": {"path.meetup": self.visitor.meetups()[0]["id"]}}
        answers = self.run_schemathesis(parameters, operations=OPEN)
        self.check_taken(answers, {"listCities", "listDates", "createRSVP", "showDocument"})
        self.assertEqual({operation for operation, _, _ in answers}, OPEN)

    def test_document_is_true_for_organisers(self):
        answers = self.run_schemathesis(self.parameters(), self.token)
        self.check_taken(answers, self.operations())
        for operation in ("createMeetup", "changeMeetup", "createSeries", "changeSeries", "addMeetup", "createRSVP"):
            self.assertGreater(answers[operation, "negative", "422"], 10, operation)

    def document(self):
        """Writes the document that the daemon serves into a file, and returns its path."""
        document = self.installation.folder / "openapi.yaml"
        document.write_bytes(self.visitor.api("GET", "/openapi.yaml").body)
        return document

    def operations(self):
        """Returns the ids of all operations in the document."""
        document = yaml.safe_load(self.document().read_text())
        operations = [part for path in document["paths"].values() for part in path.values() if isinstance(part, dict)]
        return {operation["operationId"] for operation in operations}

    def check_taken(self, answers, operations):
        """Checks that each of these operations succeeded at least once."""
        taken = {operation for operation, _, status in answers if status[0] == "2"}
        self.assertEqual(operations - taken, set())
