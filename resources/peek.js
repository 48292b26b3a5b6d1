// Tells the program which stamp the mouse is over and which one the keys are at, so that it can show what is there.
"use strict";
const peeking = {
  on: false,
  over: null,

  // Show cards from now on, or the browser's own hints again.
  set(on) {
    this.on = on;
    this.dress();
  },

  // Other stamps are on the page. What one has to say is on its card, and not on a hint over it as well; who hears the
  // page still hears it.
  dress() {
    this.over = null;
    if (this.on) for (const kind of ["over", "keys"]) this.tell(kind, null);
    const [from, to] = this.on ? ["title", "aria-description"] : ["aria-description", "title"];
    for (const stamp of document.querySelectorAll(`a.t[${from}]`)) {
      stamp.setAttribute(to, stamp.getAttribute(from));
      stamp.removeAttribute(from);
    }
  },

  hover(stamp) {
    if (!this.on || stamp === this.over) return;
    this.over = stamp;
    this.tell("over", stamp);
  },

  tell(kind, stamp) {
    console.info(JSON.stringify({ kind, ...(stamp && this.spotOf(stamp)) }));
  },

  // Its address, its number among the stamps of the note or of the gathered page, and its box in the view.
  spotOf(stamp) {
    const gathered = [...document.querySelectorAll("ul.moments > li > .t")];
    const { x, y, width, height } = stamp.getBoundingClientRect();
    const number = Number(stamp.dataset.n ?? gathered.indexOf(stamp));
    return { href: stamp.getAttribute("href"), number, box: [x, y, width, height] };
  },

  // The stamp that was reached with the keys, and not by a click.
  focused() {
    const stamp = document.activeElement;
    return this.on && stamp.matches("a.t:focus-visible") ? stamp : null;
  },
};

document.addEventListener("mouseover", (event) => peeking.hover(event.target.closest?.("a.t") ?? null));
document.addEventListener("mouseout", (event) => event.relatedTarget || peeking.hover(null));
document.addEventListener("focusin", () => peeking.on && peeking.tell("keys", peeking.focused()));
document.addEventListener("focusout", (event) => peeking.on && !event.relatedTarget && peeking.tell("keys", null));
// What is scrolled away under the mouse is not what it points at any more; the keys take their stamp along.
document.addEventListener("scroll", () => {
  peeking.hover(null);
  if (peeking.focused()) peeking.tell("keys", peeking.focused());
});
