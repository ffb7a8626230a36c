// Marks in the contents the section that is being read: the last one whose heading has passed the upper third.
// Without this module the contents are a plain list of links.

const links = new Map(
  [...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]),
);
const headings = [...links.keys()].map((id) => document.getElementById(decodeURIComponent(id))).filter(Boolean);
const above = new Set();
let marked;

// Long contents scroll by themselves; only their own box moves, never the page.
function keepInSight(link) {
  const box = link?.closest(".article-side");
  if (!box || box.scrollHeight <= box.clientHeight) return;
  box.scrollTop = link.offsetTop - box.clientHeight / 3;
}

function mark() {
  const heading = headings.findLast((each) => above.has(each));
  const link = heading && (links.get(heading.id) ?? links.get(encodeURIComponent(heading.id)));
  if (link === marked) return;
  marked?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  marked = link;
  keepInSight(link);
}

// The root reaches up beyond any page: a jump over many headings at once, as back to the top, is told of each.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) above.add(target);
      else above.delete(target);
    }
    mark();
  },
  { rootMargin: "1000000px 0px -66% 0px" },
);
for (const heading of headings) observer.observe(heading);
