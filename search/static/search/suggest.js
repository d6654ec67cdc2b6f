// Suggestions below the search fields, by the combobox pattern of the ARIA Authoring Practices.
// Without this file the fields are plain ones.
const PAUSE = 150;

function combobox(input) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  const kept = new Map();
  let at = -1;
  let timer;
  let wanted = "";

  list.id = `${input.id}-list`;
  list.className = "tk-suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  told.className = "tk-sr";
  told.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.closest("form").append(list, told);

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    wanted = "";
    list.hidden = true;
    at = -1;
    told.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(next) {
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === next)));
    at = next;
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options()[at].id);
    options()[at].scrollIntoView({ block: "nearest" });
  }

  function take(suggestion) {
    close();
    if (suggestion.address) {
      location.assign(suggestion.address);
    } else {
      input.value = suggestion.text;
      input.form.requestSubmit();
    }
  }

  function optionOf(suggestion, i) {
    const option = document.createElement("li");
    const text = document.createElement("span");
    option.id = `${list.id}-${i}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    text.textContent = suggestion.text;
    option.append(text);
    if (suggestion.kind) {
      const kind = document.createElement("small");
      kind.textContent = suggestion.kind;
      option.append(" ", kind);
    }
    // Before the field loses the focus, which closes the list.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(suggestion));
    return option;
  }

  function show(suggestions) {
    close();
    if (!suggestions.length) return;
    list.replaceChildren(...suggestions.map(optionOf));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = input.dataset.told.replace("0", suggestions.length);
  }

  async function ask() {
    const typed = input.value;
    wanted = typed;
    if (!kept.has(typed)) {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok) return close();
      kept.set(typed, (await answer.json()).suggestions);
    }
    // What was typed meanwhile is asked for by itself.
    if (wanted === typed && document.activeElement === input) show(kept.get(typed));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return close();
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (list.hidden) {
      if (event.key === "ArrowDown" && input.value.trim().length > 1) {
        event.preventDefault();
        ask();
      }
      return;
    }
    const moves = {
      ArrowDown: at < last ? at + 1 : -1,
      ArrowUp: at < 0 ? last : at - 1,
    };
    if (event.key in moves) {
      event.preventDefault();
      mark(moves[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      options()[at].click();
    } else if (event.key === "Tab") {
      close();
    }
  });

  input.addEventListener("blur", close);
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
