// Shows which part of a portrait pages will show, around a point chosen by a click or by its two percentages.

const RATIO = 4 / 5

// The same part that the server cuts: as large as fits, moved just as far as it takes to lie within the picture.
function part(picture, x, y) {
  const width = Math.min(picture.naturalWidth, picture.naturalHeight * RATIO)
  const height = width / RATIO
  const within = (middle, size, whole) => Math.min(Math.max(middle - size / 2, 0), whole - size)
  const left = within((picture.naturalWidth * x) / 100, width, picture.naturalWidth)
  const top = within((picture.naturalHeight * y) / 100, height, picture.naturalHeight)
  return [left, top, width, height]
}

const percent = (offset, size) => Math.round(Math.min(Math.max((offset / size) * 100, 0), 100))

function equip(box) {
  const form = box.closest("form")
  const [file, picture, canvas] = ["input[type=file]", ".portrait-whole", "canvas"].map((name) => box.querySelector(name))
  const [x, y] = ["portrait_x", "portrait_y"].map((name) => form.elements[name])
  if (!x || !y) return

  const draw = () => {
    if (!picture.naturalWidth) return
    const pen = canvas.getContext("2d")
    pen.imageSmoothingQuality = "high"
    pen.drawImage(picture, ...part(picture, x.value, y.value), 0, 0, canvas.width, canvas.height)
    box.querySelector("figure").hidden = false
    box.classList.add("is-ready")
  }
  const point = (input, value) => {
    input.value = value
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  picture.addEventListener("load", draw)
  picture.addEventListener("click", (event) => {
    point(x, percent(event.offsetX, picture.clientWidth))
    point(y, percent(event.offsetY, picture.clientHeight))
  })
  for (const input of [x, y]) input.addEventListener("input", draw)
  file.addEventListener("change", () => {
    if (!file.files.length) return
    const reader = new FileReader()
    reader.addEventListener("load", () => {
      picture.src = reader.result
      box.querySelector(".portrait-pictures").hidden = false
    })
    reader.readAsDataURL(file.files[0])
  })
  draw()
}

document.querySelectorAll(".portrait-input").forEach(equip)
