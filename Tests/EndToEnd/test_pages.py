"""Every page in a browser, an HTML validator and axe, which checks accessibility."""

import gzip
import json
import unittest

import html5lib

from browser import DESKTOP, PHONE, SMALLEST, Browser
from case import EndToEndTest
from databases import only_on_sqlite
from tour import STATUSES, Tour, fits, page_routes

ZOOMED = (DESKTOP[0] // 2, DESKTOP[1] // 2)
"""A desktop's window at 200 %, in CSS pixels."""

FOREIGN_PARTS = """
const bad = [...document.querySelectorAll('*')].filter(element =>
    [...element.attributes].some(a => a.name.startsWith('on') || a.name.startsWith('data-') || a.name === 'style'
        || (['href', 'src', 'action'].includes(a.name) && /^\\s*(javascript|data|vbscript):/i.test(a.value)))
    || (element.localName === 'script' && element.type !== 'application/ld+json'));
return bad.map(element => element.outerHTML.slice(0, 300));
"""
TOO_WIDE = """
const width = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1
    && !element.closest('.skip') && getComputedStyle(element).position !== 'absolute').map(e => e.outerHTML.slice(0, 200));
"""
LAYOUT_SHIFT = """
const done = arguments[arguments.length - 1];
new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
    .observe({type: 'layout-shift', buffered: true});
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(0), 0)));
"""


class BrowserTest(EndToEndTest):
    def browse(self, **options):
        browser = Browser(self.daemon, **options)
        self.addCleanup(browser.close)
        return browser


@only_on_sqlite
class PageTest(BrowserTest):
    def test_every_page_is_valid_html_and_accessible(self):
        tour = Tour(self)
        light, dark = (self.browse(screen=PHONE, has_scripts=True, is_dark=is_dark) for is_dark in (False, True))
        seen = []
        for name, path in tour.walk():
            seen.append(path)
            with self.subTest(name):
                self.check_markup(path, STATUSES.get(name, 200))
                self.check_layout(light, path)
                for browser in (light, dark):
                    browser.open(path)
                    self.assertEqual(browser.violations(), [])
        for route in page_routes():
            self.assertTrue(any(fits(route, path) for path in seen), f"no page of {route} was checked")

    def check_markup(self, path, status):
        page = self.visitor.get(path)
        self.assertEqual(page.status, status)
        html5lib.HTMLParser(strict=True).parse(page.text)
        self.assertEqual(len(page.page.elements_named("h1")), 1)
        self.assertTrue(page.headers["Content-Security-Policy"].startswith("default-src 'none'"))

    def check_layout(self, browser, path):
        for screen in (SMALLEST, ZOOMED, PHONE):
            browser.resize(screen)
            browser.open(path)
            self.assertEqual(browser.run(TOO_WIDE), [], screen)
        self.assertEqual(browser.wait_for(LAYOUT_SHIFT), 0)
        self.assertEqual([text for text in browser.complaints() if "404" not in text and "410" not in text], [])

    def test_forms_with_errors_are_accessible_too(self):
        tour = Tour(self)
        browser = self.browse(screen=SMALLEST, has_scripts=True)
        list(tour.public())
        for page, action in (
            (f"/en/meetups/{tour.open}", "/rsvps"), ("/en/tours", "/followers"), ("/en/", "/city-requests"), ("/en/data", "/data")
        ):
            with self.subTest(action):
                browser.open(page)
                browser.press(action)
                self.assertTrue(browser.has("[aria-invalid=true]"), browser.text)
                self.assertEqual(browser.violations(), [])

    def test_text_that_would_break_out_of_attributes_stays_text_on_every_page_and_in_every_email(self):
        self.check_text("\"\u0301 onmouseover=alert(1) data-probe='")

    def test_text_that_would_break_out_of_elements_stays_text_on_every_page_and_in_every_email(self):
        self.check_text("'\"><img src=x data-probe onerror=alert(1)>")

    def test_text_that_would_break_out_of_titles_and_scripts_stays_text_on_every_page_and_in_every_email(self):
        self.check_text("</title></script><script data-probe>alert(1)</script>")

    def test_text_that_looks_like_template_tags_stays_text_on_every_page_and_in_every_email(self):
        self.check_text("{{texts.skip}}{{{name}}}`${1}` &lt;b&gt; ]]>")

    def check_text(self, probe):
        tour = Tour(self, mark=probe)
        browser = self.browse(has_scripts=True)
        shown = 0
        for name, path in tour.walk():
            browser.open(path)
            self.assertEqual(browser.run(FOREIGN_PARTS), [], name)
            shown += probe in browser.run("return document.documentElement.textContent")
            for data in browser.run("return [...document.scripts].map(script => script.text)"):
                json.loads(data)
        self.assertGreater(shown, 10)
        for letter in self.mail.letters:
            tree = html5lib.parse(letter.html, namespaceHTMLElements=False)
            self.assertEqual([part.tag for part in tree.iter() if "onmouseover" in part.attrib or part.tag == "script"], [])

    def test_city_page_is_small(self):
        self.serve()
        browser = self.browse(has_scripts=True)
        browser.open("/en/tours")
        fetched = browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)")
        self.assertEqual(len([name for name in fetched if "favicon" not in name]), 1, fetched)
        page = self.visitor.get("/en/tours", **{"Accept-Encoding": "gzip"})
        self.assertLess(len(page.body), 30_000)
        (stylesheet,) = [each["href"] for each in page_of(page).elements_named("link") if each["rel"] == "stylesheet"]
        self.assertLess(len(self.visitor.get(stylesheet).body), 12_000)


def page_of(answer):
    if answer.headers["Content-Encoding"] == "gzip":
        answer.body = gzip.decompress(answer.body)
    return answer.page
