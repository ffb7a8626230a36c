// Copies the address of the page, hands it to the system's own sharing, prints it: each only where the browser can.
// No other site is asked for anything. Without this module the link to the reader's own mail stands alone.

const list = document.querySelector("[data-share]");
const canonical = document.querySelector("link[rel=canonical]");
const address = () => canonical?.href ?? location.href.split("#")[0];

function offer(name, possible, act) {
  const button = list?.querySelector(`[data-${name}]`);
  if (!button || !possible) return;
  button.parentElement.hidden = false;
  button.addEventListener("click", () => act(button));
}

offer("copy", navigator.clipboard, async (button) => {
  await navigator.clipboard.writeText(address());
  document.querySelector("[data-shared]").textContent = button.dataset.done;
  const words = button.textContent;
  if (words === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = words; }, 2500);
});
offer("send", navigator.share, async () => {
  // Whoever closes the system's window has changed their mind, and that is no fault.
  await navigator.share({ title: document.querySelector("h1").textContent, url: address() }).catch(() => {});
});
offer("print", true, () => print());
