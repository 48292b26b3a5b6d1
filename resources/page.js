// What the page can be asked to do. Runs in the application's own world; notes themselves run no script.
"use strict";
const alongside = {
  // Whether what was put on the page has been drawn: Chromium drops clicks on what nobody can see yet.
  drawn: false,

  // Put a note in place of the one before, at once at the right place in it. Links within it become links to the note
  // itself, so that going back undoes them too.
  show(html, path, scroll, heading) {
    const article = document.querySelector("article");
    article.innerHTML = html;
    for (const link of article.querySelectorAll('a[href^="#"]')) link.href = `note:${path}${link.getAttribute("href")}`;
    const target = heading && document.getElementById(heading);
    if (target) target.scrollIntoView();
    else window.scrollTo(0, scroll);
    this.drawn = false;
    requestAnimationFrame(() => requestAnimationFrame(() => { this.drawn = true; }));
  },

  theme(name) {
    document.documentElement.dataset.theme = name;
  },

  // Where a stamp of the text is in the view, once it is drawn: its address and the middle of it.
  placeOfStamp(number) {
    const stamp = document.querySelectorAll("a.t")[number];
    if (!stamp || !this.drawn) return null;
    const box = stamp.getClientRects()[0];
    return [stamp.getAttribute("href"), box.x + box.width / 2, box.y + box.height / 2];
  },

  // Go to the stamp after (step 1) or before (step -1) the focused one.
  stepStamp(step) {
    const stamps = [...document.querySelectorAll("a.t")];
    const at = stamps.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : stamps.length - 1) : at + step;
    const stamp = stamps[next];
    if (!stamp) return "";
    stamp.focus({ preventScroll: true });
    stamp.scrollIntoView({ block: "nearest", behavior: "smooth" });
    return stamp.getAttribute("href");
  },
};
