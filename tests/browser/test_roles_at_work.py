"""A project from its first words to its readers: who writes, who approves, who stays out."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import at_work

pytestmark = pytest.mark.browser
TITLE = "Samen wandelen"
ADDRESS = "/projecten/samen-wandelen/"
LIST = "/projecten/?theme=ouderenzorg"
FIGURE = "JZOJP"


def picture():
    """Return a small picture to upload."""
    data = io.BytesIO()
    Image.new("RGB", (400, 300), "#88aa77").save(data, "PNG")
    return {"name": "wandelen.png", "mimeType": "image/png", "buffer": data.getvalue()}


def write_head(page):
    """Fill in title, summary and theme, seeing the summary counted."""
    page.locator("#id_title").fill(TITLE)
    summary = page.locator("#id_summary")
    summary.fill("Buurten")
    expect(page.get_by_text("7 tekens; 200 is mooi")).to_be_visible()
    summary.press_sequentially(" wandelen samen.")
    expect(page.get_by_text("23 tekens; 200 is mooi")).to_be_visible()
    page.get_by_label("Ouderenzorg").check()


def write_phases(page):
    """Add two phases, the first with a date that does not exist."""
    at_work.tab(page, "Fasen")
    for row, (phase, date) in enumerate((("pilot", "2024-13"), ("roll-out", "2025"))):
        page.get_by_role("button", name="Voeg fase toe").click()
        page.locator(f"#id_phases-{row}-phase").select_option(phase)
        page.locator(f"#id_phases-{row}-date").fill(date)


def mend_the_date(page):
    """Save, read what is wrong at the field, find everything still there, and mend it."""
    at_work.save_draft(page)
    expect(page.get_by_text("is geen datum die we kunnen lezen").first).to_be_attached()
    expect(page.locator("#id_title")).to_have_value(TITLE)
    expect(page.get_by_role("tab", name="Fasen")).to_contain_text("1")
    at_work.tab(page, "Fasen")
    wrong = page.get_by_text("“2024-13” is geen datum die we kunnen lezen").locator("visible=true")
    expect(wrong.first).to_be_visible()
    expect(page.locator("#id_phases-1-date")).to_have_value("2025")
    page.locator("#id_phases-0-date").fill("2024-05")


def look_at_the_picker(page):
    """Find a block described and shown in the style of the site, and add it."""
    at_work.body(page).locator("button.c-sf-add-button").last.click()
    page.get_by_role("combobox", name="Zoek opties").fill("Kader")
    page.get_by_role("listbox").get_by_role("button", name="Voorvertoning").click()
    expect(page.get_by_text("Informatie, een tip, een waarschuwing")).to_be_visible()
    shown = page.frame_locator(".w-combobox-preview iframe")
    expect(shown.get_by_text("Een tip", exact=True)).to_be_visible()
    styled = "alert => getComputedStyle(alert).backgroundColor"
    assert shown.locator(".utrecht-alert").evaluate(styled) != "rgba(0, 0, 0, 0)"
    page.get_by_role("option", name=re.compile("^Kader")).click()
    at_work.body(page).locator("[contenteditable=true]").last.click()
    page.keyboard.type("Neem een buur mee.")


def write_text(page):
    """Add a heading and a sentence as a block of text, then a quote."""
    at_work.add_block(page, "Tekst")
    area = at_work.body(page).locator("[contenteditable=true]").last
    area.click()
    page.keyboard.type("## Waarom wandelen")
    page.keyboard.press("Enter")
    page.keyboard.type("Het werkt.")
    at_work.add_block(page, "Citaat")
    at_work.body(page).locator("[contenteditable=true]").last.click()
    page.keyboard.type("Ik kom weer buiten.")
    at_work.body(page).locator("input[name$=value-name]").fill("Een inwoner")


def write_figure(page):
    """Choose a result; then only its own claims are there to choose from."""
    at_work.add_block(page, "Cijfer")
    block = at_work.body(page)
    button = block.get_by_role("button", name="Kies een pagina (Resultaat)")
    at_work.choose(page, button, "Geholpen inwoners")
    block.get_by_role("button", name="Kies opgave").click()
    window = page.locator(".modal-content")
    rows = window.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Geholpen inwoners")
    window.get_by_role("link", name="Geholpen inwoners").click()
    window.wait_for(state="detached")


def write_picture(page):
    """Upload a picture as the block asks for one, and describe it."""
    at_work.add_block(page, "Afbeelding")
    at_work.body(page).get_by_role("button", name="Kies een afbeelding").click()
    window = page.locator(".modal-content")
    window.get_by_role("tab", name="Uploaden").click()
    window.locator("input[type=file]").set_input_files(picture())
    window.locator("[id$=upload-title]").fill("Wandelen")
    window.get_by_role("button", name="Uploaden").click()
    window.wait_for(state="detached")
    at_work.body(page).locator("input[name$=value-alt]").fill("Mensen in een park")


def write_table(page):
    """Make a table of two columns and two rows."""
    at_work.add_block(page, "Tabel")
    block = at_work.body(page).locator("[data-streamfield-child]").last
    block.locator("input[name$=value-caption]").fill("Deelnemers per jaar")
    for _ in range(2):
        block.get_by_role("button", name="Voeg kolom toe").click()
        block.get_by_role("button", name="Tekst", exact=True).click()
    for _ in range(2):
        block.get_by_role("button", name="Voeg rij toe").click()
    for column, words in enumerate((("Jaar", "2024", "2025"), ("Aantal", "10", "40"))):
        block.locator(f"input[name$=column-{column}-heading]").fill(words[0])
        block.locator(f"input[name$=cell-0-{column}]").fill(words[1])
        block.locator(f"input[name$=cell-1-{column}]").fill(words[2])


def write_participants(page):
    """Let two municipalities take part."""
    at_work.tab(page, "Wie doet er mee?")
    for row, name in enumerate(("Almelo", "Borne")):
        page.get_by_role("button", name="Voeg deelnemer toe").click()
        form = page.locator(f"#inline_child_participations-{row}")
        at_work.choose(page, form.get_by_role("button", name="Kies organisatie"), name)
        form.locator("select").select_option("executor")


@pytest.fixture(scope="module")
def draft(people):
    """Let the editor write a project; return its number."""
    page = people.page("redacteur")
    index = at_work.number_of(page, "Projecten")
    page.goto(f"/admin/pages/add/cases/projectpage/{index}/")
    write_head(page)
    write_phases(page)
    mend_the_date(page)
    at_work.tab(page, "Tekst")
    look_at_the_picker(page)
    for write in (write_text, write_figure, write_picture, write_table, write_participants):
        write(page)
    at_work.save_draft(page)
    expect(at_work.messages(page)).to_contain_text(TITLE)
    return re.search(r"/pages/(\d+)/edit/", page.url)[1]


def read_project(page):
    """Find figure, phases, participants and every block on the page of the project."""
    main = page.locator("main")
    for words in ("Neem een buur mee.", "Waarom wandelen", FIGURE, "Ik kom weer buiten.",
                  "Een inwoner", "Deelnemers per jaar", "Aantal", "40", "Pilot", "Uitrol",
                  "Almelo", "Borne"):  # fmt: skip
        expect(main.get_by_text(words).first).to_be_attached()
    expect(main.get_by_alt_text("Mensen in een park")).to_be_visible()


def test_an_editor_sees_a_draft_as_visitors_will(people, draft):
    page = people.page("redacteur")
    page.goto(f"/admin/pages/{draft}/view_draft/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    read_project(page)
    visitor = people.page("visitor")
    assert visitor.goto(ADDRESS).status == 404


def test_the_preview_panel_shows_the_draft(people, draft):
    page = people.page("redacteur")
    page.goto(f"/admin/pages/{draft}/edit/")
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_an_editor_submits_and_does_not_publish(people, draft):
    page = people.page("redacteur")
    page.goto(f"/admin/pages/{draft}/edit/")
    offered = at_work.actions(page)
    assert "Publiceren" not in offered
    assert "Stuur door naar Eindredactie" in offered
    page.reload()
    at_work.action(page, "Stuur door naar Eindredactie")
    expect(at_work.messages(page)).to_contain_text("ter goedkeuring ingediend")


def answer(page, draft, name, remark):
    """Answer what was submitted, with a remark, from the start page on."""
    page.goto("/admin/")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(f"**/pages/{draft}/edit/")
    at_work.action(page, name)
    window = page.locator(".modal-content")
    window.locator("textarea").fill(remark)
    with page.expect_navigation():
        window.locator("form [type=submit]").click()


def test_a_chief_editor_asks_for_changes_and_the_editor_reads_it(people, draft):
    chief = people.page("eindredacteur")
    chief.goto("/admin/")
    waiting = chief.get_by_text("In afwachting van jouw beoordeling")
    expect(waiting).to_be_visible()
    answer(chief, draft, "Wijzigingsverzoek", "Noem de buurten.")
    page = people.page("redacteur")
    page.goto("/admin/")
    expect(page.get_by_text("Wijzigingsverzoek op").first).to_be_visible()
    page.goto(f"/admin/pages/{draft}/edit/")
    expect(page.get_by_text("Noem de buurten.").first).to_be_attached()
    at_work.action(page, "Stuur opnieuw door naar")
    expect(at_work.messages(page)).to_contain_text("ter goedkeuring ingediend")


def test_a_chief_editor_approves_with_a_remark(people, draft):
    chief = people.page("eindredacteur")
    answer(chief, draft, "Goedkeuren met opmerking en publiceren", "Mooi zo.")
    chief.goto(f"/admin/pages/{draft}/workflow_history/")
    chief.locator("main table a").first.click()
    expect(chief.get_by_text("Mooi zo.").first).to_be_visible()
    expect(chief.get_by_text("Noem de buurten.").first).to_be_visible()


@pytest.mark.parametrize("where", ["/themas/ouderenzorg/", "/organisaties/almelo/", LIST])
def test_visitors_find_the_project(people, draft, where):
    visitor = people.page("visitor")
    visitor.goto(where)
    visitor.get_by_role("link", name=TITLE).first.click()
    read_project(visitor)
