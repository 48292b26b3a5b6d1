// What the page can be asked to do. Runs in the application's own world; notes themselves run no script.
"use strict";
const alongside = {
  // Whether what was put on the page has been drawn: Chromium drops clicks on what nobody can see yet.
  drawn: false,

  // Put a note in place of the one before, at once at the right place in it. Links within it become links to the note
  // itself, so that going back undoes them too.
  show(html, path, scroll, heading, sentence) {
    const article = document.querySelector("article");
    article.innerHTML = html;
    for (const link of article.querySelectorAll('a[href^="#"]')) link.href = `note:${path}${link.getAttribute("href")}`;
    const target = heading && document.getElementById(heading);
    const said = sentence ? this.whereItSays(sentence) : null;
    CSS.highlights.clear();
    if (target) target.scrollIntoView();
    else window.scrollTo(0, scroll);
    if (said) {
      CSS.highlights.set("said", new Highlight(said));
      const box = said.getBoundingClientRect();
      window.scrollTo(0, box.top + window.scrollY - Math.max((window.innerHeight - box.height) / 3, 0));
    }
    this.drawn = false;
    requestAnimationFrame(() => requestAnimationFrame(() => { this.drawn = true; }));
  },

  // The part of the text that says a sentence, or at least its beginning; null where nothing does. Only letters and
  // digits are compared, and stamps are none of it: a sentence is told without its marks.
  whereItSays(sentence) {
    const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    const sought = letters(sentence);
    const outside = (node) => (node.parentElement.closest(".t, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT, outside);
    const parts = [];
    let all = "";
    while (walker.nextNode()) {
      parts.push([all.length, walker.currentNode]);
      all += letters(walker.currentNode.data);
    }
    const placeOf = (at) => {
      const [start, node] = parts.findLast(([start]) => start <= at);
      let [offset, left] = [0, at - start];
      for (const sign of node.data) {
        const length = letters(sign).length;
        if (length && left < length) break;
        left -= length;
        offset += sign.length;
      }
      return [node, offset];
    };
    for (const length of [sought.length, 80, 40, 20]) {
      const at = length && length <= sought.length ? all.indexOf(sought.slice(0, length)) : -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(...placeOf(at));
      const [node, offset] = placeOf(at + length - 1);
      range.setEnd(node, offset + 1);
      return range;
    }
    return null;
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
