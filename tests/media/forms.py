"""What the forms of the admin send."""


def recording_form(**given):
    """Return what the form of a recording sends, with no captions and no clips but those given."""
    sent = {
        "title": "", "language": "nl", "duration": "", "credit": "", "licence": "", "key": "",
    }  # fmt: skip
    for name in ("captions", "clips"):
        sent |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
        sent |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    return sent | given
