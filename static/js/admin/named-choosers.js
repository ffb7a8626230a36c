// The choosers that look up a row while somebody types say only what is chosen; here they say of what, too.

function name(select) {
  const chooser = select.nextElementSibling?.querySelector(".select2-selection")
  if (!chooser || chooser.id) return
  chooser.id = `${select.id}-chooser`
  chooser.setAttribute("aria-label", select.getAttribute("aria-label") ?? select.labels[0]?.textContent ?? select.name)
  // A text box within a combobox would need a name of its own; it is only the text of what is chosen.
  const chosen = chooser.querySelector(".select2-selection__rendered")
  chosen.removeAttribute("role")
  chosen.removeAttribute("aria-readonly")
  chooser.setAttribute("aria-labelledby", `${chooser.id} ${chooser.getAttribute("aria-labelledby")}`)
}

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name)

// jQuery makes them when it finds the document ready, and takes this up after that.
window.django?.jQuery?.(nameAll)
document.addEventListener("formset:added", nameAll)
