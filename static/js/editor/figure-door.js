// The way to the pictures on the server: one to send a file, one to see which are there.

import { say } from "./words.js";

async function answer(response) {
  // Somebody who has been signed out is sent to the login page, which is no JSON.
  if (response.redirected) return { error: say("signed_out") }
  try {
    return await response.json()
  } catch {
    return { error: say("door_closed", { status: response.status }) }
  }
}

async function reach(address, options) {
  try {
    return await answer(await fetch(address, options))
  } catch {
    return { error: say("no_connection") }
  }
}

// Sends a picture file; gives ``{src, width, height}`` or ``{error}``.
export function send(address, file) {
  const body = new FormData()
  body.append("picture", file)
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value
  return reach(address, { method: "POST", body, headers: { "X-CSRFToken": token } })
}

// Gives ``{figures: [{src, width, height, name}], next}`` or ``{error}``.
export const list = (address, page) => reach(`${address}?page=${page}`)
