"""A reader searches: on a phone, with the keyboard, and to the very place that answers."""

import pytest

from tests.browser.test_video import until

pytestmark = pytest.mark.browser
OPEN = "!document.querySelector('main [role=listbox]').hidden"
IN_VIEW = """(() => {
    const box = document.getElementById(PLACE)?.getBoundingClientRect()
    return box && box.top > -5 && box.bottom < innerHeight
})()"""


def test_search_on_a_phone_to_the_heading(twente, new_page):
    page = new_page(width=320)
    page.goto(twente.address)
    page.get_by_role("button", name="Menu").click()
    page.locator("#k-q-top").fill("schulden jongeren")
    page.locator("#k-q-top").press("Enter")
    page.wait_for_url("**/zoeken/?q=schulden+jongeren")
    all_results = page.locator("#k-n").inner_text()
    page.locator("summary").first.click()
    page.get_by_label("Project").first.check()
    page.get_by_role("button", name="Toon de resultaten").click()
    chip = page.locator(".tk-chips a").first
    assert page.locator("#k-n").inner_text() != all_results
    kinds = page.locator(".tk-hits .tk-kind").all_inner_texts()
    assert kinds and all(kind.lower().startswith("project") for kind in kinds)
    chip.click()
    assert page.locator("#k-n").inner_text() == all_results
    deep = page.locator(".tk-deep a[href*='#']").first
    place = deep.get_attribute("href").partition("#")[2]
    deep.click()
    page.wait_for_url(f"**#{place}")
    until(page, IN_VIEW.replace("PLACE", repr(place)))


def test_a_hit_leads_to_the_second_of_the_video(twente, new_page):
    page = new_page()
    page.goto(f"{twente.address}/zoeken/?q=koers+in+twee+minuten&type=video")
    link = page.locator(".tk-deep a[href*='?t=']").first
    second = int(link.get_attribute("href").partition("?t=")[2])
    link.click()
    page.wait_for_load_state()
    until(page, f"document.querySelector('video').currentTime >= {second} - 1")


def test_suggestions_with_the_keyboard(twente, new_page):
    page = new_page()
    page.goto(f"{twente.address}/zoeken/")
    field = page.locator("main [role=combobox]")
    field.press_sequentially("schuld")
    until(page, OPEN)
    assert field.get_attribute("aria-expanded") == "true"
    told = page.locator("main form [role=status]").inner_text()
    options = page.locator("main [role=option]")
    assert told.startswith(f"{options.count()} suggesties")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.nth(0).get_attribute("id")
    assert options.nth(0).get_attribute("aria-selected") == "true"
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    chosen = options.last
    assert chosen.get_attribute("aria-selected") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "schuld"
    field.press("ArrowDown")
    until(page, OPEN)
    field.press("ArrowDown")
    first = options.nth(0).inner_text()
    field.press("Enter")
    page.wait_for_load_state()
    assert first.split("\n")[0].strip() in page.locator("main").inner_text() or (
        page.locator("#k-q").input_value() == first
    )


def test_open_suggestions_have_no_fault(twente, new_page, axe):
    for width in (320, 1280):
        page = new_page(width=width)
        page.goto(f"{twente.address}/zoeken/")
        page.locator("main [role=combobox]").press_sequentially("schuld")
        until(page, OPEN)
        page.locator("main [role=combobox]").press("ArrowDown")
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(found => found.violations.map(one => one.id))")
        assert found == []
        width_of_page = page.evaluate("document.documentElement.scrollWidth")
        assert width_of_page <= width


def test_searching_needs_no_script(twente, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(twente.address)
    page.locator("#k-q-top").fill("mantelzorg")
    page.locator("#k-q-top").press("Enter")
    assert page.locator(".tk-hits > li").count() > 0
