// What the page can be asked to do. Runs in the application's own world; notes themselves run no script.
"use strict";
const alongside = {
  // Whether what was put on the page has been drawn: Chromium drops clicks on what nobody can see yet.
  drawn: false,

  // Put a note in place of the one before, at once at the right place in it. Links within it become links to the note
  // itself, so that going back undoes them too.
  show(html, path, scroll, heading, sentence) {
    const article = document.querySelector("article");
    following.forget();
    article.innerHTML = html;
    for (const link of article.querySelectorAll('a[href^="#"]')) link.href = `note:${path}${link.getAttribute("href")}`;
    peeking.dress();
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

  // The part of the text that says a sentence, or at least its beginning; null where nothing does.
  whereItSays(sentence) {
    const read = readLetters(textOf(document.querySelector("article")));
    const sought = lettersIn(sentence);
    for (const length of [sought.length, 80, 40, 20]) {
      const at = length && length <= sought.length ? read.all.indexOf(sought.slice(0, length)) : -1;
      if (at >= 0) return rangeOver(read.placeOf(at), read.endOf(at + length));
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
};

// Nothing is seen to move where the reader wants no motion.
const softly = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

// Only letters and digits are compared, since a sentence is told without its marks.
const lettersIn = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

// The pieces of text in an element; stamps are none of it.
function textOf(root, accepts = () => true) {
  const outside = (node) =>
    node.parentElement.closest(".t, style") || !accepts(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, outside);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// The letters of pieces of text, and where each of them stands: as a text node and an offset in it.
function readLetters(nodes) {
  const parts = [];
  let all = "";
  for (const node of nodes) {
    parts.push([all.length, node]);
    all += lettersIn(node.data);
  }
  const placeOf = (at) => {
    const [start, node] = parts.findLast(([start]) => start <= at);
    let [offset, left] = [0, at - start];
    for (const sign of node.data) {
      const length = lettersIn(sign).length;
      if (length && left < length) break;
      left -= length;
      offset += sign.length;
    }
    return [node, offset];
  };
  const endOf = (at) => {
    const [node, offset] = placeOf(at - 1);
    return [node, offset + String.fromCodePoint(node.data.codePointAt(offset)).length];
  };
  return { all, placeOf, endOf };
}

function rangeOver(start, end) {
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}
