// Two things: what is wider than the screen can be scrolled with the keyboard, and the search.
// The search runs in the browser, on an index that is a script: so it also works where pages are opened as files.
"use strict";

function reachable() {
  for (const box of document.querySelectorAll(".scroll, .text, pre")) {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
}

// Sidebar on a wide screen, a folded list on a narrow one.
function foldContents() {
  const contents = document.querySelector("details.contents");
  if (contents) {
    contents.open = matchMedia("(min-width: 70rem)").matches;
  }
}

const LONGEST = 50; // places that are shown
const AROUND = 80; // characters before and behind the first word found

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// How well a place fits: 0 if a word is missing; words in headings and at the beginning of words count more.
function fit(words, heading, text) {
  let sum = 0;
  for (const word of words) {
    const begins = (where) => where.startsWith(word) || where.includes(" " + word);
    if (heading.includes(word)) {
      sum += begins(heading) ? 20 : 10;
    } else if (text.includes(word)) {
      sum += (begins(text) ? 3 : 1) + Math.min(text.split(word).length, 5) / 10;
    } else {
      return 0;
    }
  }
  return sum;
}

// The text around the first word that is found in it, with all words marked.
function excerpt(words, text) {
  const paragraph = document.createElement("p");
  const lower = plain(text);
  if (lower.length !== text.length) {
    text = text.normalize("NFD").replace(/\p{M}/gu, "");
  }
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
  const first = places.length ? Math.min(...places) : 0;
  const start = Math.max(0, lower.lastIndexOf(" ", Math.max(0, first - AROUND)) + 1);
  const rest = lower.indexOf(" ", first + 2 * AROUND);
  const end = rest < 0 ? text.length : rest;
  paragraph.append(start > 0 ? "… " : "");
  let place = start;
  while (place < end) {
    const next = words
      .map((word) => [lower.indexOf(word, place), word.length])
      .filter(([at]) => at >= 0 && at < end)
      .sort(([a, one], [b, other]) => a - b || other - one)[0];
    if (!next) {
      break;
    }
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next[0], next[0] + next[1]);
    paragraph.append(text.slice(place, next[0]), mark);
    place = next[0] + next[1];
  }
  paragraph.append(text.slice(place, Math.max(place, end)), end < text.length ? " …" : "");
  return paragraph;
}

function entry(words, [file, page, title, anchor, text]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = anchor ? `${file}#${anchor}` : file;
  link.textContent = title || page;
  const heading = document.createElement("h2");
  heading.append(link);
  item.append(heading);
  if (title) {
    const where = document.createElement("p");
    where.className = "facts";
    where.textContent = page;
    item.append(where);
  }
  item.append(excerpt(words, text));
  return item;
}

function search(query) {
  const words = [...new Set(plain(query).split(/\s+/).filter(Boolean))];
  const found = !words.length
    ? []
    : PLACES.map((place) => [fit(words, plain(`${place[1]} ${place[2]}`), plain(place[4])), place])
        .filter(([value]) => value > 0)
        .sort(([one], [other]) => other - one);
  const shown = found.slice(0, LONGEST);
  document.getElementById("found").replaceChildren(...shown.map(([, place]) => entry(words, place)));
  const count = found.length === 1 ? "1 place" : `${found.length} places`;
  const rest = found.length > LONGEST ? `; the best ${LONGEST} are shown` : "";
  document.getElementById("status").textContent = words.length ? count + rest + "." : "";
}

document.addEventListener("DOMContentLoaded", () => {
  foldContents();
  reachable();
  document.fonts.ready.then(reachable); // formulas may have another width now
  addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true); // what was folded has no width
  if (document.getElementById("found")) {
    const field = document.querySelector("input[type=search]");
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.addEventListener("input", () => search(field.value));
    search(field.value);
  }
});
