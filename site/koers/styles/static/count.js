// Says below a text how many characters it has, and from where on fewer would be better.
const LABELS = {
  nl: (n, best) => `${n} tekens; ${best} is mooi`,
  de: (n, best) => `${n} Zeichen; ${best} sind gut`,
  en: (n, best) => `${n} characters; ${best} is best`,
};

function count(field) {
  const best = Number(field.dataset.koersCount);
  const words = LABELS[document.documentElement.lang.slice(0, 2)] ?? LABELS.en;
  let note = field.parentElement.querySelector(":scope > .koers-count");
  if (!note) {
    note = document.createElement("p");
    note.className = "koers-count help";
    note.id = `${field.id}-count`;
    field.after(note);
    field.setAttribute(
      "aria-describedby",
      [field.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" "),
    );
  }
  const length = [...field.value.trim()].length;
  note.textContent = words(length, best);
  note.classList.toggle("w-text-critical-200", length > best);
}

function start() {
  document.querySelectorAll("[data-koers-count]").forEach((field) => {
    count(field);
    field.addEventListener("input", () => count(field));
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
