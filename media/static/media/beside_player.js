// The table of captions and the transcript beside the player: play from a row, take over the time
// of the player, see the captions in the picture as they are typed, and add rows.
const player = document.querySelector("[data-player]");
const table = document.querySelector("[data-cues]");
const transcript = document.querySelector("[data-transcript]");
const total = document.querySelector("[name$=TOTAL_FORMS]");
const TIME = /^(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,2})(?:[.,](\d{1,3}))?$/;
const MARK = /\[(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[^\]\n]*\]/g;

function seconds(text) {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [hours, minutes, whole] = match.slice(1, 4).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + whole + Number(`0.${match[4] ?? 0}`);
}

function written(time) {
  const thousandths = Math.round(time * 1000);
  const hours = Math.floor(thousandths / 3600000);
  const minutes = Math.floor(thousandths / 60000) % 60;
  const rest = ((thousandths % 60000) / 1000).toFixed(3).padStart(6, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function play(second) {
  player.currentTime = second;
  player.play().catch(() => {});
}

function button(words, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small button-secondary";
  made.textContent = words;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

function buttons(cell, ...made) {
  const place = document.createElement("div");
  place.className = "cues__buttons";
  place.lang = document.documentElement.lang;
  place.append(...made);
  cell.append(place);
}

function equip(row) {
  const { now, play: playWords, add } = table.dataset;
  for (const name of ["start", "end"]) {
    const input = field(row, name);
    const label = input.getAttribute("aria-label");
    const made = [];
    if (player) {
      made.push(
        button(now, `${now}: ${label}`, () => {
          input.value = written(player.currentTime);
          changed(input);
        }),
      );
      if (name === "start") {
        const from = () => seconds(input.value) !== null && play(seconds(input.value));
        made.push(button(playWords, `${playWords}: ${label}`, from));
      }
    }
    if (made.length) buttons(input.parentElement, ...made);
  }
  const text = field(row, "text");
  const below = button(add, `${add}: ${text.getAttribute("aria-label")}`, () => addBelow(row));
  buttons(text.closest("td"), below);
}

function changed(input) {
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function addBelow(row) {
  const number = Number(total.value);
  if (number >= Number(document.querySelector("[name$=MAX_NUM_FORMS]").value)) return;
  const empty = document.querySelector("[data-empty-cue]").content.firstElementChild;
  const made = document.importNode(empty, true);
  for (const input of made.querySelectorAll("[name]")) {
    input.name = input.name.replace("__prefix__", number);
    input.id = input.id.replace("__prefix__", number);
    const name = input.name.split("-").at(-1);
    input.setAttribute("aria-label", field(row, name).getAttribute("aria-label"));
  }
  for (const label of made.querySelectorAll("[for]")) {
    label.htmlFor = label.htmlFor.replace("__prefix__", number);
  }
  total.value = number + 1;
  field(made, "start").value = field(row, "end").value;
  field(made, "speaker").value = field(row, "speaker").value;
  row.after(made);
  equip(made);
  renumber();
  field(made, "text").focus();
}

// Rows are called by their place in the table, wherever they were added.
function renumber() {
  [...table.querySelectorAll("[data-cue]")].forEach((row, at) => {
    for (const one of row.querySelectorAll("[aria-label]")) {
      one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+/, at + 1));
    }
  });
}

function cues() {
  return [...table.querySelectorAll("[data-cue]")]
    .filter((row) => !field(row, "DELETE").checked)
    .map((row) => ({
      row,
      start: seconds(field(row, "start").value),
      end: seconds(field(row, "end").value),
      text: field(row, "text").value,
    }))
    .filter(({ start, end, text }) => start !== null && end > start && text.trim());
}

function showCaptions() {
  const track = player.addTextTrack?.("captions", "", table.closest("table").lang);
  if (!track) return;
  track.mode = "showing";
  const refresh = () => {
    for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
    for (const { start, end, text } of cues()) track.addCue(new VTTCue(start, end, text));
  };
  refresh();
  table.addEventListener("change", refresh);
}

function light() {
  const time = player.currentTime;
  const found = cues().find(({ start, end }) => start <= time && time < end)?.row;
  for (const row of table.querySelectorAll("[data-now]")) {
    if (row !== found) delete row.dataset.now;
  }
  if (found) found.dataset.now = "";
}

if (table) {
  for (const row of table.querySelectorAll("[data-cue]")) equip(row);
  if (player) {
    showCaptions();
    player.addEventListener("timeupdate", light);
  }
}

// The mark of the paragraph that the cursor is in, or the last one before it.
function fromCursor(area) {
  const end = area.value.indexOf("\n", area.selectionStart);
  const before = area.value.slice(0, end < 0 ? undefined : end);
  const [, hours, minutes, rest] = [...before.matchAll(MARK)].at(-1) ?? [];
  if (rest) play(Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest));
}

if (transcript && player) {
  const area = transcript.querySelector("textarea");
  const words = transcript.dataset.play;
  transcript.before(button(words, words, () => fromCursor(area)));
}
