"""A project page is light: few requests, few bytes."""

import pytest

pytestmark = pytest.mark.browser


def test_project_page_weighs_little(twente, new_page):
    page = new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.goto(twente.address + "/projecten/rub/", wait_until="networkidle")
    counted = {one: size for one, size in sizes.items() if kinds.get(one) != "Image"}
    assert len(counted) <= 7
    assert sum(counted.values()) <= 80_000
