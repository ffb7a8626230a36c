// A second press within a second, as of a double click, sends nothing.

const PAUSE = 1000 // milliseconds

let last = -Infinity

document.addEventListener("submit", (event) => {
  if (event.timeStamp - last < PAUSE) event.preventDefault()
  else last = event.timeStamp
})
