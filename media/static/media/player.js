// Chapters and transcript go along with the player: a time seeks without loading the page anew,
// and what is said now lights up. Without this file the times are links to `?t=`.
const player = document.querySelector("main video, main audio[controls]");

function secondOf(link) {
  const { pathname, searchParams } = new URL(link.href);
  const second = searchParams.get("t");
  return pathname === location.pathname && second !== null ? Number(second) : null;
}

function follow(links) {
  const times = links.map((link) => ({ link, second: secondOf(link) }));
  let shown = null;

  function light() {
    const now = times.filter(({ second }) => second <= player.currentTime + 0.2).at(-1);
    const link = player.currentTime > 0 && now ? now.link : null;
    if (link === shown) return;
    shown?.removeAttribute("aria-current");
    shown = link;
    shown?.setAttribute("aria-current", "true");
  }

  links.forEach((link) => link.removeAttribute("aria-current"));
  player.addEventListener("timeupdate", light);
  player.addEventListener("seeked", light);
}

function seek(event) {
  const link = event.target.closest("a[href*='t=']");
  const second = link && secondOf(link);
  // Whoever wants another window or tab gets it.
  if (second === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  player.currentTime = second;
  // Browsers may refuse to play; the reader then starts the player.
  player.play().catch(() => {});
}

if (player) {
  for (const place of document.querySelectorAll("[data-times]")) {
    follow([...place.querySelectorAll("a[href*='t=']")]);
    place.addEventListener("click", seek);
  }
}
