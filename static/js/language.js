// Remembers the language that a reader chose, so that an address without one opens in it next time.
// Without this module the site itself remembers it: the links of the switcher ask for that in their query. With it
// they lead straight to the page, and their addresses can be copied and passed on.

const YEAR = 365 * 24 * 60 * 60;

for (const link of document.querySelectorAll("a[data-language]")) {
  const address = new URL(link.href);
  address.searchParams.delete("remember");
  link.href = address.href;
  link.addEventListener("click", () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `django_language=${link.dataset.language}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  });
}
