"""Play a video in a page, and wait for what happens then."""


def until(page, condition):
    """Wait until a condition in the page holds; the site's policy forbids Playwright's own way."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {condition}")


def play(page):
    """Play without sound and return the second that is reached after a moment."""
    page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; v.play() }")
    until(page, "document.querySelector('video').currentTime > 0.2")
    page.wait_for_timeout(600)
    return page.evaluate("document.querySelector('video').currentTime")
