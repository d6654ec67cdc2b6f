// The form of a recording: how far an upload and the making of versions are, and trying again.
const EVERY = 3000;
const place = document.querySelector("[data-conversion]");
const bar = document.querySelector("[data-upload]");
const form = bar.closest("form");

function show(html) {
  const said = place.querySelector("[data-says]")?.textContent;
  place.innerHTML = html;
  const says = place.querySelector("[data-says]")?.textContent;
  // Read aloud what is new; not every per cent is.
  if (says !== said) document.querySelector("[data-conversion-said]").textContent = says;
  wait();
}

function wait() {
  if (place.querySelector("[data-under-way]")) setTimeout(look, EVERY);
}

async function ask(address, options) {
  try {
    const answer = await fetch(address, options);
    if (answer.ok) return show(await answer.text());
  } catch {
    // The line is gone for a while; the next look may work.
  }
  wait();
}

function look() {
  ask(place.dataset.conversion);
}

if (place) {
  wait();
  place.addEventListener("click", (event) => {
    const address = event.target.closest("[data-again]")?.dataset.again;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    if (address) ask(address, { method: "POST", headers: { "X-CSRFToken": token } });
  });
}

function tell(event) {
  const share = Math.floor((100 * event.loaded) / event.total);
  bar.querySelector("progress").value = share;
  bar.querySelector("[data-upload-said]").textContent = `${share} %`;
}

function failed(words) {
  const place = document.querySelector("[data-upload-failed]");
  bar.hidden = true;
  if (words.length) place.replaceChildren(...words.map(row));
  place.hidden = false;
  place.scrollIntoView({ block: "center" });
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = false;
}

function row(words) {
  const line = document.createElement("p");
  line.textContent = words;
  return line;
}

function arrived(request) {
  // An answer that is not ours says nothing to an editor; the page has words for that.
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch {}
  if (!answer.url) return failed(answer.errors ?? []);
  // What was typed is saved: no need to ask whether to leave.
  form.dispatchEvent(new CustomEvent("w-unsaved:clear", { bubbles: true }));
  location.assign(answer.url);
}

// Small files are there before anybody asks how far they are.
form.addEventListener("submit", (event) => {
  const files = [...form.querySelectorAll("input[type=file]")].map((input) => input.files[0]);
  if (event.defaultPrevented || !files.some((file) => file?.size > 2 ** 20)) return;
  event.preventDefault();
  document.querySelector("[data-upload-failed]").hidden = true;
  bar.hidden = false;
  bar.scrollIntoView({ block: "center" });
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", tell);
  request.addEventListener("load", () => arrived(request));
  for (const name of ["error", "abort"]) request.addEventListener(name, () => failed([]));
  request.open("POST", form.action || location.href);
  request.setRequestHeader("X-Koers-Upload", "1");
  request.send(new FormData(form, event.submitter));
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = true;
});
