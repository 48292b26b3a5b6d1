// Lights what the video is at, and goes there. The text itself is left as it is: selections, hits and clicks stay.
"use strict";
const BLOCKS = "li, p, tr, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, summary, figcaption, caption, pre";
// The part of the view, from its top, in which nobody has to search: what is lit there is not scrolled to.
const COMFORT = [0.1, 0.75];
const ARRIVAL = 0.3;
// Of a long way only so much of the view is scrolled softly, the rest at once: text that flies by cannot be read.
const SOFT = 0.15;

const following = {
  spots: [], // what stands at the current time, in the order of the text: {block, ranges, said}
  at: 0, // the one of them that is lit
  clicked: null, // the stamp that the reader chose last
  bar: null,

  // Light one of the stamps that have the same time: the one that was clicked, else the one nearest to the eye.
  light(stamps, scroll) {
    const found = stamps.map(([selector, sentence]) => [document.querySelector(selector), sentence]);
    this.spots = this.gather(found.filter(([stamp]) => stamp));
    const chosen = this.spots.findIndex((spot) => spot.stamps.includes(this.clicked));
    this.at = chosen < 0 ? this.nearest() : chosen;
    if (chosen < 0) this.clicked = null;
    this.draw();
    if (scroll) this.scroll();
  },

  forget() {
    this.spots = [];
    this.clicked = null;
    this.draw();
  },

  // Stamps of one block are shown together.
  gather(found) {
    const spots = new Map();
    for (const [stamp, sentence] of found) {
      const block = stamp.closest(BLOCKS) ?? stamp.parentElement;
      const spot = spots.get(block) ?? { block, stamps: [], ranges: [], said: sentence };
      spot.stamps.push(stamp);
      spot.ranges.push(...whatItVouchesFor(stamp, sentence, block));
      spots.set(block, spot);
    }
    return [...spots.values()];
  },

  nearest() {
    const distance = (spot) => {
      const box = spot.block.getBoundingClientRect();
      return Math.abs((box.top + box.bottom - innerHeight) / 2);
    };
    return this.spots.reduce((best, spot, at) => (distance(spot) < distance(this.spots[best]) ? at : best), 0);
  },

  draw() {
    const spot = this.spots[this.at];
    if (spot) CSS.highlights.set("now", new Highlight(...spot.ranges));
    else CSS.highlights.delete("now");
    this.place();
  },

  // Put the bar beside what is lit, and the arrows at its ends where the same time stands elsewhere too.
  place() {
    this.bar ??= makeBar();
    const spot = this.spots[this.at];
    const box = spot && boxOf(spot);
    this.bar.hidden = !box;
    if (!box) return;
    const article = document.querySelector("article");
    const edge = article.getBoundingClientRect().left + parseFloat(getComputedStyle(article).paddingLeft);
    this.bar.style.left = `${edge + scrollX - 15}px`;
    this.bar.style.top = `${box.top + scrollY}px`;
    this.bar.style.height = `${box.bottom - box.top}px`;
    for (const arrow of this.bar.children) {
      const other = this.spots[this.at + Number(arrow.dataset.step)];
      arrow.hidden = !other;
      arrow.title = other ? `This moment also stands ${arrow.dataset.where}: ${other.said}` : "";
      arrow.setAttribute("aria-label", arrow.title);
    }
  },

  // Go to what is lit, unless it is in comfortable sight.
  scroll() {
    const spot = this.spots[this.at];
    const box = spot && boxOf(spot);
    if (!box || (box.top >= COMFORT[0] * innerHeight && box.bottom <= COMFORT[1] * innerHeight)) return;
    const room = Math.max(COMFORT[1] * innerHeight - (box.bottom - box.top), COMFORT[0] * innerHeight);
    const way = box.top - Math.min(ARRIVAL * innerHeight, room);
    const far = way - Math.sign(way) * SOFT * innerHeight;
    if (way * far > 0) window.scrollBy({ top: far, behavior: "instant" });
    window.scrollBy({ top: way * far > 0 ? way - far : way, behavior: softly() });
  },

  // Light the same time where it stands next, above or below, and go there.
  step(step) {
    this.at += step;
    this.clicked = this.spots[this.at].stamps[0];
    this.draw();
    this.scroll();
    [...this.bar.children].filter((arrow) => !arrow.hidden && !arrow.matches(":focus"))[0]?.focus({ preventScroll: true });
  },
};

// The sentence that a stamp belongs to, within its block and without the stamps in it. Where the text does not say it so
// (formulas, tags), what stands between the stamp before and this one; without either the whole block.
function whatItVouchesFor(stamp, sentence, block) {
  const own = textOf(block, (node) => node.parentElement.closest(BLOCKS) === block && !node.parentElement.closest(".source"));
  const read = readLetters(own);
  const sought = lettersIn(sentence);
  const before = own.filter((node) => stamp.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING);
  const at = sought && nearestHit(read.all, sought, readLetters(before).all.length);
  if (!sought) return own.map((node) => part(node, 0, node.length));
  if (at < 0) return upTo(stamp, before, block).map((node) => part(node, 0, node.length));
  const [first, from] = opened(...read.placeOf(at));
  const [last, to] = closed(own, ...read.endOf(at + sought.length));
  return own
    .slice(own.indexOf(first), own.indexOf(last) + 1)
    .map((node) => part(node, node === first ? from : 0, node === last ? to : node.length));
}

function upTo(stamp, before, block) {
  const stamps = [...block.querySelectorAll(".t")];
  const last = stamps[stamps.indexOf(stamp) - 1];
  const between = before.filter((node) => !last || last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  return between.some((node) => lettersIn(node.data)) ? between : before;
}

// Where `all` says what is sought, of several places the one nearest to `place`; -1 for none.
function nearestHit(all, sought, place) {
  let best = -1;
  const distance = (at) => Math.max(at - place, place - at - sought.length, 0);
  for (let at = all.indexOf(sought); at >= 0; at = all.indexOf(sought, at + 1))
    if (best < 0 || distance(at) < distance(best)) best = at;
  return best;
}

// A sentence begins with its quotation marks and brackets, and ends with its full stop, be that behind a stamp.
function opened(node, offset) {
  return [node, offset - /[“‘"'(\[«¿¡]*$/u.exec(node.data.slice(0, offset))[0].length];
}

function closed(nodes, node, offset) {
  offset += /^[^\p{L}\p{N}\s]*/u.exec(node.data.slice(offset))[0].length;
  const next = nodes.slice(nodes.indexOf(node) + 1).find((each) => each.data.trim());
  const behind = next && !node.data.slice(offset).trim() && /^\s*[.,;:!?…)\]”’"]+/u.exec(next.data);
  return behind ? [next, behind[0].length] : [node, offset];
}

function part(node, from, to) {
  return rangeOver([node, from], [node, to]);
}

// What is lit as it stands in the view; its stamps where it is nothing but them, null where it is not drawn.
function boxOf(spot) {
  const boxes = [...spot.ranges, ...spot.stamps].map((each) => each.getBoundingClientRect()).filter((box) => box.height);
  if (!boxes.length) return null;
  return { top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)) };
}

function makeBar() {
  const bar = document.createElement("div");
  bar.id = "now";
  for (const [step, sign, where] of [[-1, "↑", "above"], [1, "↓", "below"]]) {
    const arrow = document.createElement("button");
    Object.assign(arrow.dataset, { step, where });
    arrow.textContent = sign;
    arrow.addEventListener("click", () => following.step(step));
    bar.append(arrow);
  }
  document.body.append(bar);
  new ResizeObserver(() => following.place()).observe(document.querySelector("article"));
  document.addEventListener("scroll", (event) => event.target !== document && following.place(), true);
  return bar;
}

for (const kind of ["click", "focusin"])
  document.addEventListener(kind, (event) => { following.clicked = event.target.closest?.("a.t") ?? following.clicked; });
