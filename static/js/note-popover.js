// Shows a note beside its marker, where there is no margin for it: by click, tap or Enter, and while a keyboard's
// focus is on the marker. Escape, a click elsewhere or moving on closes it, and the focus returns to the marker.
// Without this module, or without popovers in the browser, the marker leads to the list of notes.

const template = document.getElementById("note-popover");
const margin = matchMedia("(min-width: 80rem)");
const inMargin = () => margin.matches && document.querySelector(".margin-notes");
let popover;
let current; // the marker whose note is open
let closed; // the marker that the focus has come back to
let pressed; // the marker whose note was open when the pointer went down on it

function text(marker) {
  return document.getElementById(marker.hash.slice(1))?.querySelector(".note-text");
}

function fill(marker) {
  popover.querySelector("[data-number]").textContent = marker.textContent.replace(/[[\]]/g, "");
  popover.querySelector("[data-list]").href = marker.hash;
  popover.querySelector("[data-text]").replaceChildren(text(marker).cloneNode(true));
}

// Below the line of the marker, or above it where there is no room; on a phone the style sets it at the lower edge.
function place(marker) {
  const line = marker.getBoundingClientRect();
  const [width, height] = [popover.offsetWidth, popover.offsetHeight];
  const room = document.documentElement.clientWidth;
  const left = Math.min(Math.max(8, line.left + line.width / 2 - width / 2), Math.max(8, room - width - 8));
  const below = line.bottom + height + 8 < innerHeight;
  popover.style.left = `${left + scrollX}px`;
  popover.style.top = `${(below ? line.bottom + 4 : line.top - height - 4) + scrollY}px`;
}

function open(marker) {
  if (current === marker) return;
  hide();
  fill(marker);
  // Right behind the marker, so that the next key leads into the note and then on with the text.
  marker.closest(".note-ref").after(popover);
  current = marker;
  popover.showPopover();
  place(marker);
}

function hide() {
  current = undefined;
  if (popover.matches(":popover-open")) popover.hidePopover();
}

function opens(marker) {
  return marker && text(marker) && !inMargin();
}

function markerOf(event) {
  return event.target.closest?.("a[role=doc-noteref]");
}

function onPress(event) {
  pressed = current && markerOf(event) === current ? current : undefined;
}

function onClick(event) {
  const marker = markerOf(event);
  if (event.ctrlKey || event.metaKey || event.shiftKey || !opens(marker)) return;
  event.preventDefault();
  // The press of this very click has closed it already.
  const closing = pressed === marker;
  pressed = undefined;
  if (closing) return;
  open(marker);
  popover.focus({ preventScroll: true });
}

function onFocus(event) {
  const marker = markerOf(event);
  // Whoever comes back from the list has read the note, and whoever has closed it does not want it again.
  if (event.relatedTarget?.matches("[role=doc-backlink]") || closed === marker) return;
  if (opens(marker) && marker.matches(":focus-visible")) open(marker);
}

function onBlur(event) {
  if (event.target === closed) closed = undefined;
  const next = event.relatedTarget;
  if (current && next && next !== current && !popover.contains(next)) hide();
}

function onToggle(event) {
  if (event.newState !== "closed" || !current) return;
  const marker = current;
  closed = marker;
  current = undefined;
  if (popover.contains(document.activeElement) || document.activeElement === document.body) {
    marker.focus({ preventScroll: true });
  }
}

if (template && "popover" in HTMLElement.prototype) {
  popover = template.content.firstElementChild.cloneNode(true);
  popover.addEventListener("beforetoggle", onToggle);
  popover.querySelector("[data-close]").addEventListener("click", () => popover.hidePopover());
  popover.querySelector("[data-list]").addEventListener("click", hide);
  document.addEventListener("pointerdown", onPress, { capture: true });
  document.addEventListener("click", onClick);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("focusout", onBlur);
}
