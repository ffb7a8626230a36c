// Remembers the language that a reader chose, so that an address without one opens in it next time.
// Without this module the links of the switcher work all the same.

const YEAR = 365 * 24 * 60 * 60;

for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `django_language=${link.dataset.language}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  });
}
