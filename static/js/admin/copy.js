// A button beside a text that copies it. Without it the text is selected and copied by hand.

for (const place of document.querySelectorAll(".copy")) {
  const input = place.querySelector("input")
  const button = place.querySelector("button")
  const words = button.textContent
  input.addEventListener("focus", () => input.select())
  button.hidden = !navigator.clipboard
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value)
    button.textContent = place.dataset.copied
    setTimeout(() => (button.textContent = words), 2000)
  })
}
