"""The way through the pages of a long list."""


def turns(page, address_of):
    """Yield (number, address) of every page of a `Paginator`; None and nothing for a gap."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2):
        if isinstance(number, int):
            yield number, address_of(number)
        else:
            yield None, ""
