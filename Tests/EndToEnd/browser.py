"""A real browser, as a guest has one."""

import base64
import os
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from daemon import BASE, REPOSITORY
from waiting import eventually

PHONE = (390, 844)
SMALLEST = (320, 640)
DESKTOP = (1280, 900)
SCRIPTS_OFF = {"profile.managed_default_content_settings.javascript": 2}
AXE = REPOSITORY / ".build/readers/axe/axe_playwright_python/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Browser:
    """Headless Chromium that knows only our site, under the host name to which emails link."""

    def __init__(self, daemon, screen=DESKTOP, language="en", has_scripts=False, is_dark=False):
        self.screen = screen
        self._profile = tempfile.TemporaryDirectory(prefix="hopdrink-browser-")
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in self._arguments(daemon, language):
            options.add_argument(argument)
        preferences = {"intl.accept_languages": language}
        options.add_experimental_option("prefs", preferences if has_scripts else {**preferences, **SCRIPTS_OFF})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self._driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self._driver.set_page_load_timeout(30)
        self.resize(screen)
        if is_dark:
            self._command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def _arguments(self, daemon, language):
        host = BASE.removeprefix("http://")
        return [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            f"--lang={language}", f"--user-data-dir={self._profile.name}",
            f"--host-resolver-rules=MAP {host}:80 127.0.0.1:{daemon.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]

    def close(self):
        self._driver.quit()
        self._profile.cleanup()

    def resize(self, screen):
        """Sets the size of the screen, in CSS pixels."""
        width, height = screen
        self._command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path):
        self._driver.get(BASE + path)

    def show(self, address):
        """Opens a page that is not ours."""
        self._driver.get(address)

    @property
    def path(self):
        return self._driver.current_url.removeprefix(BASE)

    @property
    def title(self):
        return self._driver.title

    @property
    def heading(self):
        return self._one("h1").text

    @property
    def text(self):
        return self._one("body").text

    @property
    def source(self):
        return self._driver.page_source

    def follow(self, selector):
        """Clicks the first element that matches."""
        self._click(self._one(selector))

    def write(self, **fields):
        """Fills in fields by their names."""
        for name, text in fields.items():
            field = self._one(f'main [name="{name}"]')
            field.clear()
            field.send_keys(str(text))

    def press(self, action_end):
        """Presses the button of the form whose address ends like this."""
        self._click(self._one(f'form[action$="{action_end}"] button, form[action*="{action_end}#"] button'))

    def _click(self, element):
        """Clicks, and waits until another page is loaded."""
        former = self._one("html")
        element.click()
        eventually(lambda: self._is_gone(former), "another page")
        eventually(lambda: self.run("return document.readyState") == "complete", "all of it")

    def _is_gone(self, element):
        try:
            element.is_enabled()
            return False
        except WebDriverException:
            # Chromium raises different exceptions for it.
            return True

    def has(self, selector):
        return bool(self._driver.find_elements(By.CSS_SELECTOR, selector))

    def save_picture(self, name):
        """Saves what the screen shows, if PICTURES names a folder."""
        if folder := os.environ.get("PICTURES"):
            picture = self._command("Page.captureScreenshot", format="webp", quality=80)
            (Path(folder) / f"{name}.webp").write_bytes(base64.b64decode(picture["data"]))

    def run(self, script, *arguments):
        """Returns what a script of ours returns; the page's own scripts stay off."""
        return self._driver.execute_script(script, *arguments)

    def violations(self):
        """Returns what axe finds wrong, a line for each element. Needs a browser with scripts."""
        self.run(AXE.read_text(encoding="utf-8"))
        found = self._driver.execute_async_script(
            "const [rules, done] = arguments; axe.run({runOnly: {type: 'tag', values: rules}}).then(r => done(r.violations))",
            RULES,
        )
        return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]

    def wait_for(self, script):
        """Returns what a script passes to its last argument, which is a function."""
        return self._driver.execute_async_script(script)

    def complaints(self):
        """Returns what the browser wrote to its console since the last call."""
        return [entry["message"] for entry in self._driver.get_log("browser")]

    def _one(self, selector):
        found = self._driver.find_elements(By.CSS_SELECTOR, selector)
        assert found, f"{self.path} has nothing like {selector}:\n{self.text if selector != 'body' else ''}"
        return found[0]

    def _command(self, name, **parameters):
        return self._driver.execute_cdp_cmd(name, parameters)
