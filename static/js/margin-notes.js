// Sets each note beside the line that cites it, where the page is wide enough. The list below the text stays, and is
// what a screen reader reads: the copies in the margin are for the eye alone, and no key stops at them.

const prose = document.querySelector("[data-margin]");
const wide = matchMedia("(min-width: 80rem)");
const GAP = 14;
let column;

function copy(marker) {
  const item = document.getElementById(marker.hash.slice(1));
  const text = item?.querySelector(".note-text");
  if (!text) return undefined;
  const note = document.createElement("p");
  note.className = "margin-note";
  const number = document.createElement("span");
  number.className = "margin-number";
  number.textContent = marker.textContent.replace(/[[\]]/g, "");
  note.append(number, " ", text.cloneNode(true));
  for (const link of note.querySelectorAll("a")) link.tabIndex = -1;
  const light = (on) => () => note.classList.toggle("lit", on);
  for (const begin of ["mouseenter", "focus"]) marker.addEventListener(begin, light(true));
  for (const end of ["mouseleave", "blur"]) marker.addEventListener(end, light(false));
  return { marker, note };
}

// Only the first citation of a note has it beside it.
function firstMarkers() {
  const first = new Map();
  for (const marker of prose.querySelectorAll("a[role=doc-noteref]")) {
    if (!first.has(marker.hash)) first.set(marker.hash, marker);
  }
  return [...first.values()];
}

// Each note begins at its line or below the note before it; the last ones move up rather than below the text.
function place(pairs) {
  const start = prose.getBoundingClientRect().top;
  const measured = pairs.map(({ marker, note }) => ({
    note,
    top: marker.getBoundingClientRect().top - start,
    height: note.offsetHeight + GAP,
  }));
  let end = 0;
  for (const each of measured) {
    each.top = Math.max(each.top, end);
    end = each.top + each.height;
  }
  let limit = Math.max(prose.offsetHeight, measured.reduce((sum, each) => sum + each.height, 0));
  for (const each of measured.reverse()) {
    each.top = Math.min(each.top, limit - each.height);
    limit = each.top;
    each.note.style.insetBlockStart = `${each.top}px`;
  }
}

function show() {
  const pairs = firstMarkers().map(copy).filter(Boolean);
  column = document.createElement("div");
  column.className = "margin-notes";
  column.setAttribute("aria-hidden", "true");
  column.append(...pairs.map(({ note }) => note));
  prose.append(column);
  place(pairs);
  // Faces that come late, pictures and tables move the lines.
  const observer = new ResizeObserver(() => place(pairs));
  observer.observe(prose);
  wide.addEventListener("change", () => observer.disconnect(), { once: true });
}

function update() {
  column?.remove();
  column = undefined;
  if (wide.matches) show();
}

if (prose?.querySelector("a[role=doc-noteref]")) {
  wide.addEventListener("change", update);
  update();
}
