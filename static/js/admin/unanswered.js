// On pages that come instead of an answer: lets sent.js know that what was sent last has not arrived.

const KEY = "ibid:sent"

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
if (kept) sessionStorage.setItem(KEY, JSON.stringify({ ...kept, unanswered: true }))
