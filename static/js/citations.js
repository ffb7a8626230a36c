// Puts a button behind each citation that copies it as plain text. Without this module it can be selected by hand.

const block = document.querySelector("[data-cite]");

function button(citation) {
  const made = document.createElement("button");
  const style = citation.closest("div").querySelector("dt").textContent;
  made.type = "button";
  made.textContent = block.dataset.copy;
  made.setAttribute("aria-label", `${block.dataset.copy}: ${style}`);
  made.addEventListener("click", async () => {
    await navigator.clipboard.writeText(citation.textContent);
    made.textContent = block.dataset.copied;
    block.querySelector("[role=status]").textContent = `${block.dataset.copied}: ${style}`;
    setTimeout(() => { made.textContent = block.dataset.copy; }, 2500);
  });
  return made;
}

if (block && navigator.clipboard) {
  for (const citation of block.querySelectorAll("[data-citation]")) citation.after(" ", button(citation));
}
