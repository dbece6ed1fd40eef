// The page for markers. Whatever the server sends as html went through the sanitizer of the feedback pages;
// all other text is put in as text.
"use strict";

const $ = (id) => document.getElementById(id);
const SECOND = "second:";
const LETTERS = "asdfg";
const RENEW = 30000; // milliseconds

const fromLink = new URLSearchParams(location.search).get("token");
if (fromLink) {
  sessionStorage.setItem("token", fromLink);
  history.replaceState(null, "", "/" + location.hash);
}
const client = sessionStorage.getItem("client") || crypto.randomUUID();
sessionStorage.setItem("client", client);

let marker = localStorage.getItem("marker") || "";
let queue = decodeURIComponent(location.hash.slice(1));
let card = null; // what is shown
let question = null; // of the queue
let items = {}; // clicked: the share of each, by key
let zero = false;
let here = 0; // the text of a group that keys are about
let out = new Set(); // copies that were taken out of the group
let offers = [];
let busy = false;
const apart = new Set(); // copies that are shown alone, for the rest of the session
const later = new Set(); // copies that were put off
const saved = []; // what Back goes to

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "html") element.innerHTML = value;
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const number = (value) => String(Math.round(value * 100) / 100);
const points = (value) => (value > 0 ? number(value) : number(value).replace("-", "−"));
const when = (seconds) => new Date(seconds * 1000).toLocaleString();

function say(text) {
  $("status").textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => ($("status").textContent = ""), 6000);
}

async function ask(action, more = {}, keepalive = false) {
  let response;
  try {
    response = await fetch("/api/" + action, {
      method: "POST",
      keepalive,
      headers: {
        "Content-Type": "application/json",
        Authorization: "token " + (sessionStorage.getItem("token") || ""),
      },
      body: JSON.stringify({ marker, client, ...more }),
    });
  } catch {
    throw new Error("The server does not answer. Start `workbook mark` again; what was saved is kept.");
  }
  const answer = await response.json();
  if (answer.stale) throw Object.assign(new Error(answer.stale), { stale: true });
  if (!response.ok) throw new Error(answer.refused || "That went wrong.");
  return answer;
}

// One action at a time. What is typed meanwhile counts for nothing: it would mark an answer that nobody has seen.
async function act(work) {
  if (busy) return;
  busy = true;
  try {
    await work();
  } catch (error) {
    if (!error.stale) say(error.message);
    else {
      await show(await ask("card", { queue, ids: copies().map((copy) => copy.id) }));
      say(error.message);
    }
  } finally {
    busy = false;
  }
}

// What is shown.

const copies = () => (card ? card.answers.flatMap((answer) => answer.copies) : []);
const chosen = () => copies().filter((copy) => !out.has(copy.id));

async function turn(to) {
  queue = to;
  history.replaceState(null, "", "#" + encodeURIComponent(queue));
  question = null;
  if (queue !== "look") question = (await ask("question", { queue })).question;
  showQuestion();
  show(await ask("card", { queue, apart: [...apart] }));
}

function showQuestion() {
  const look = queue === "look";
  $("title").textContent = look ? "A person must look" : question.title + (queue.startsWith(SECOND) ? " · second marker" : "");
  $("text").innerHTML = look
    ? "<p>Grading was not sure of these submissions. Set points where a test was wrong, or leave them as they are; then they are final.</p>"
    : question.text;
  $("model").hidden = look;
  for (const id of ["rubric", "items", "notes", "shortcuts", "points-row", "comment", "offers"]) $(id).hidden = look;
  document.querySelector("label[for=comment]").hidden = look;
  if (look) return;
  $("model").lastElementChild.innerHTML = question.model;
  $("notes").innerHTML = question.notes;
  $("most").textContent = "of " + number(question.points);
}

function show(answer) {
  card = answer.card;
  if (answer.offers) offers = answer.offers;
  if (answer.overview) showOverview(answer.overview);
  out = new Set();
  here = 0;
  const mark = card.mark || null;
  items = mark ? { ...mark.items } : {};
  zero = Boolean(mark && mark.zero);
  $("comment").value = mark ? mark.comment : "";
  $("reason").value = mark ? mark.reason : "";
  $("points").dataset.override = mark && mark.override ? "yes" : "";
  $("points").value = mark && mark.override ? number(mark.points) : "";
  $("mark").hidden = !card.answers.length;
  $("past").hidden = true;
  $("given").textContent = mark ? `Marked with ${points(mark.points)}` + (mark.marker ? ` by ${mark.marker}, ${when(mark.at)}.` : ". " + mark.reason) : "";
  $("answer").replaceChildren(...(card.answers.length ? shownAnswers() : [nothingLeft()]));
  $("answer").scrollTop = 0;
  if (card.answers.length && queue !== "look") showItems();
  if (queue === "look" && card.answers.length) unfold(card.answers[0].copies[0], "work");
}

function nothingLeft() {
  const others = (card.others || []).join(", ");
  return make("p", {}, others ? `The rest is open elsewhere: ${others}.` : "Nothing is left to do in this queue. ] goes to the next one.");
}

function shownAnswers() {
  const total = copies().length;
  const parts = [];
  if (queue === "look") return [shownLook()];
  if (total > 1) {
    const texts = card.answers.length;
    const what = card.answers[0].blank ? "blank answers" : texts === 1 ? "identical answers" : `answers, ${texts} different texts`;
    parts.push(make("p", { class: "quiet" }, `${total} ${what}: one mark for all. x takes one out.`));
  }
  parts.push(...card.answers.map(shownAnswer));
  if (card.near) {
    parts.push(make("p", {}, make("button", { type: "button", id: "near", "aria-keyshortcuts": "r", onclick: near }, make("kbd", {}, "r"), ` Also show ${card.near} near in words`)));
  }
  return parts;
}

function shownAnswer(answer, place) {
  const many = copies().length > 1;
  const box = make("article", { class: "one" + (place === here && card.answers.length > 1 ? " here" : ""), "data-place": place, "aria-label": `Answer ${place + 1}` });
  const head = make("div", { class: "head" });
  if (many) {
    const all = make("input", { type: "checkbox", checked: true, onchange: () => takeOut(answer, !all.checked) });
    head.append(make("label", {}, all, ` in this group${answer.copies.length > 1 ? `, ${answer.copies.length} times` : ""}`));
  }
  head.append(make("span", { class: "whose" }, many ? "" : "Answer"));
  box.append(head);
  for (const note of new Set(answer.copies.flatMap((copy) => copy.notes))) box.append(make("p", { class: "notice" }, note));
  box.append(make("div", { class: "words", html: answer.html || "<p><em>Blank.</em></p>" }));
  if (answer.differs.length) {
    box.append(make("p", { class: "differs" }, "Differs from the first: ", ...answer.differs.flatMap(([sign, text]) => [make(sign === "+" ? "ins" : "del", {}, text), " "])));
  }
  if (answer.copies.length > 1) {
    const list = make("ul", {});
    answer.copies.forEach((copy, index) => {
      const one = make("input", { type: "checkbox", checked: true, "data-copy": copy.id, onchange: () => takeOut({ copies: [copy] }, !one.checked) });
      list.append(make("li", {}, make("label", {}, one, ` copy ${index + 1}`), " ", make("button", { type: "button", onclick: () => unfold(copy, "work", place) }, "Code and figures")));
    });
    box.append(make("details", { class: "copies" }, make("summary", {}, "One by one"), list));
  }
  const first = answer.copies[0];
  box.append(
    make("div", { class: "foot" },
      make("button", { type: "button", "aria-expanded": "false", "data-what": "work", onclick: () => unfold(first, "work", place) }, make("kbd", {}, "w"), " Code and figures"),
      make("button", { type: "button", "aria-expanded": "false", "data-what": "original", onclick: () => unfold(first, "original", place) }, make("kbd", {}, "o"), " As handed in"),
      make("button", { type: "button", onclick: () => tellName(place) }, make("kbd", {}, "n"), " Whose?"),
    ),
    make("div", { class: "more" }),
  );
  return box;
}

function shownLook() {
  const one = card.answers[0];
  const box = make("article", { class: "one", "data-place": 0, "aria-label": "Submission" });
  box.append(make("div", { class: "head" }, make("span", { class: "whose" }, "Submission")));
  for (const note of one.copies[0].notes) box.append(make("p", { class: "notice" }, note));
  box.append(make("ul", { class: "notice" }, ...one.look.map((note) => make("li", {}, make("b", {}, note.where || "notebook"), " " + note.what))));
  const rows = one.tests.map((test) =>
    make("tr", {}, make("td", {}, test.claim), make("td", { class: "number" },
      make("input", { "data-test": test.name, "aria-label": `Points for: ${test.claim}`, inputmode: "decimal", value: number(test.score || 0) }), ` of ${number(test.most)}`)));
  box.append(make("table", { class: "tests" }, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Test"), make("th", { scope: "col", class: "number" }, "Points"))), make("tbody", {}, ...rows)));
  box.append(
    make("div", { class: "foot" },
      make("button", { type: "button", "aria-expanded": "false", "data-what": "original", onclick: () => unfold(one.copies[0], "original", 0) }, make("kbd", {}, "o"), " As handed in"),
      make("button", { type: "button", onclick: () => tellName(0) }, make("kbd", {}, "n"), " Whose?"),
    ),
    make("div", { class: "more" }),
  );
  return box;
}

function showItems() {
  const rows = [...question.items, ...(card.mark ? card.mark.former : [])];
  $("items").replaceChildren(...rows.map((item, place) => {
    const share = items[item.key] || 0;
    const key = place < 9 ? make("kbd", {}, String(place + 1)) : "";
    return make("div", { class: "item" },
      make("button", { type: "button", class: "all", "aria-pressed": String(share === 1), onclick: (event) => click(item.key, 1, event) },
        key, make("span", { class: "what", html: item.html }), make("span", { class: "worth" }, points(item.points))),
      make("button", { type: "button", "aria-pressed": String(share === 0.5), "aria-label": `half of item ${place + 1}`, title: "Shift and the number", onclick: (event) => click(item.key, 0.5, event) }, "½"));
  }));
  $("zero").setAttribute("aria-pressed", String(zero));
  $("offers").replaceChildren(...offers.map((offer, place) =>
    make("button", { type: "button", onclick: (event) => { use(offer.text); let_go(event); } },
      place < LETTERS.length ? make("kbd", {}, LETTERS[place]) : "", make("span", { class: "what" }, offer.text), make("span", { class: "quiet" }, `${offer.uses}×`))));
  if (!$("points").dataset.override) {
    const sum = rows.reduce((all, item) => all + (items[item.key] || 0) * item.points, 0);
    const decided = zero || Object.keys(items).length;
    $("points").value = decided ? number(Math.min(question.points, Math.max(0, sum))) : "";
  }
  $("reason").hidden = !$("points").dataset.override;
}

function showOverview(overview) {
  const menu = $("queue");
  const options = [];
  for (const one of overview.queues) options.push([one.queue, `${one.title} · ${one.done} of ${one.total}`]);
  if (overview.look.total) options.push(["look", `A person must look · ${overview.look.done} of ${overview.look.total}`]);
  for (const one of overview.queues) {
    if (one.second.total) options.push([SECOND + one.queue, `Second marker: ${one.title} · ${one.second.done} of ${one.second.total}`]);
  }
  if (!options.some(([name]) => name === queue) && queue) options.push([queue, queue]);
  if (document.activeElement !== menu) {
    menu.replaceChildren(...options.map(([value, text]) => make("option", { value, selected: value === queue }, text)));
  }
  const now = queue === "look" ? overview.look : queue.startsWith(SECOND) ? overview.queues.find((one) => SECOND + one.queue === queue).second : overview.queues.find((one) => one.queue === queue);
  if (now) {
    const left = now.left ? ` · about ${now.left < 90 ? Math.round(now.left) + " s" : Math.round(now.left / 60) + " min"} left` : "";
    const taken = now.taken ? ` · ${now.taken} open elsewhere` : "";
    $("progress").textContent = `${now.done} of ${now.total}${left}${taken}`;
    $("done").style.width = `${now.total ? (100 * now.done) / now.total : 0}%`;
  }
  $("trouble").hidden = !overview.trouble;
  $("trouble").textContent = overview.trouble + (overview.pending ? ` ${overview.pending} are waiting.` : "");
  $("who").textContent = marker;
}

// What markers do.

// After a click with the mouse, Enter is for saving, not for the same button again.
function let_go(event) {
  if (event && event.detail) event.currentTarget.blur();
}

function click(key, share, event) {
  let_go(event);
  if (items[key] === share) delete items[key];
  else items[key] = share;
  zero = false;
  $("points").dataset.override = "";
  redrawItems();
}

// The buttons are made anew; the focus stays on the one that had it.
function redrawItems() {
  const all = [...$("items").querySelectorAll("button")];
  const place = all.indexOf(document.activeElement);
  showItems();
  if (place >= 0) $("items").querySelectorAll("button")[place].focus();
}

function nothingIsRight() {
  items = {};
  zero = !zero;
  $("points").dataset.override = "";
  redrawItems();
}

function use(text) {
  const parts = $("comment").value.trim().split(/\n\n+/).filter(Boolean);
  const place = parts.indexOf(text);
  if (place < 0) parts.push(text);
  else parts.splice(place, 1);
  $("comment").value = parts.join("\n\n");
}

function takeOut(answer, gone) {
  for (const copy of answer.copies) {
    if (gone) out.add(copy.id);
    else out.delete(copy.id);
  }
  card.answers.forEach((one, place) => {
    const box = document.querySelector(`.one[data-place="${place}"]`);
    const left = one.copies.filter((copy) => !out.has(copy.id));
    box.classList.toggle("out", !left.length);
    const all = box.querySelector(".head input");
    if (all) all.checked = left.length > 0;
    for (const single of box.querySelectorAll("[data-copy]")) single.checked = !out.has(single.dataset.copy);
  });
  say(`${chosen().length} of ${copies().length} are in the group.`);
}

function save() {
  return act(async () => {
    if (!card || !card.answers.length) return;
    const marked = chosen();
    if (!marked.length) throw new Error("Nothing is in the group; x puts an answer back.");
    const click = queue === "look" ? { scores: {} } : { items, zero, comment: $("comment").value };
    if (queue === "look") {
      for (const field of document.querySelectorAll("[data-test]")) click.scores[field.dataset.test] = decimal(field.value);
    } else if ($("points").dataset.override) {
      click.points = decimal($("points").value);
      click.reason = $("reason").value;
    }
    for (const copy of out) apart.add(copy);
    const seen = Object.fromEntries(marked.map((copy) => [copy.id, copy.version]));
    const answer = await ask("mark", { queue, seen, click, apart: [...apart], skip: [...later] });
    saved.push({ queue, ids: Object.keys(seen) });
    show(answer);
    if (document.activeElement && document.activeElement.closest("#mark, #answer")) document.activeElement.blur();
    say(answer.compared || `Saved${answer.saved > 1 ? ` for ${answer.saved} answers` : ""}.`);
  });
}

function decimal(text) {
  const value = Number(text.trim().replace(",", "."));
  if (!text.trim() || Number.isNaN(value)) throw new Error(`“${text}” is no number of points.`);
  return value;
}

const skip = () => act(async () => {
  for (const copy of copies()) later.add(copy.id);
  show(await ask("card", { queue, apart: [...apart], skip: [...later] }));
});

const back = () => act(async () => {
  const last = saved.pop();
  if (!last) throw new Error("You have saved nothing yet; l lists all answers.");
  await goTo(last.queue, last.ids);
});

async function goTo(where, ids) {
  if (where !== queue) await turn(where);
  show(await ask("card", { queue, ids }));
}

const undo = () => act(async () => {
  const { undone } = await ask("undo");
  if (!undone) throw new Error("There is nothing left to take back.");
  await goTo(undone.queue, undone.ids);
  say(`Taken back for ${undone.ids.length} answer${undone.ids.length > 1 ? "s" : ""}.`);
});

const near = () => act(async () => show(await ask("card", { queue, ids: copies().map((copy) => copy.id), near: true })));

async function unfold(copy, what, place = here) {
  const box = document.querySelector(`.one[data-place="${place}"]`);
  const more = box.querySelector(".more");
  const same = more.dataset.shows === what + copy.id;
  for (const button of box.querySelectorAll("[data-what]")) button.setAttribute("aria-expanded", String(!same && button.dataset.what === what));
  more.dataset.shows = same ? "" : what + copy.id;
  if (same) return more.replaceChildren();
  try {
    const answer = await ask(what, { queue, id: copy.id });
    if (more.dataset.shows === what + copy.id) more.innerHTML = answer.html;
  } catch (error) {
    say(error.message);
  }
}

async function tellName(place) {
  const names = [];
  for (const copy of card.answers[place].copies) names.push((await ask("name", { id: copy.id })).name);
  document.querySelector(`.one[data-place="${place}"] .whose`).textContent = names.join(", ");
}

async function past() {
  if (!$("past").hidden) return ($("past").hidden = true);
  const { history: found } = await ask("history", { queue, id: card.answers[here].copies[0].id });
  $("past").replaceChildren(...found.map((one) => make("li", {},
    `${when(one.at)}, ${one.marker}: ${one.points === undefined || one.points === null ? "looked" : points(one.points)}${one.reason ? ` (${one.reason})` : ""}${one.undone ? ", taken back" : ""}`)));
  if (!found.length) $("past").append(make("li", {}, "Nobody has marked this yet."));
  $("past").hidden = false;
}

function move(by) {
  if (!card || !card.answers.length) return;
  here = Math.min(card.answers.length - 1, Math.max(0, here + by));
  document.querySelectorAll(".one").forEach((box, place) => box.classList.toggle("here", place === here && card.answers.length > 1));
  document.querySelector(`.one[data-place="${here}"]`).scrollIntoView({ block: "nearest" });
}

function override() {
  $("points").dataset.override = "yes";
  $("reason").hidden = false;
  $("points").focus();
  $("points").select();
}

const another = (by) => act(async () => {
  const all = [...$("queue").options].map((option) => option.value);
  await turn(all[(all.indexOf(queue) + by + all.length) % all.length]);
});

const list = () => act(async () => {
  if (queue === "look") return;
  const { answers } = await ask("list", { queue });
  $("list").querySelector("ul").replaceChildren(...answers.map((one) => make("li", {},
    make("button", { type: "button", onclick: () => { $("list").close(); act(() => goTo(queue, [one.id])); } },
      make("span", { class: "number" }, one.done ? points(one.points || 0) : "open"), make("span", { class: "what" }, one.blank ? "(blank)" : one.begin), make("span", { class: "quiet" }, one.marker || "")))));
  $("list").showModal();
});

const addItem = () => act(async () => {
  const answer = await ask("add", { queue, text: $("new-text").value, points: decimal($("new-points").value.replace("−", "-")) });
  $("new").close();
  $("new-text").value = "";
  question = (await ask("question", { queue })).question;
  items[answer.item.key] = 1;
  zero = false;
  showItems();
  if (!answer.item.before) return say("Added.");
  $("late").dataset.key = answer.item.key;
  $("late-text").textContent = `${answer.item.before} answers were marked before this item was there.`;
  $("late").showModal();
});

const applyItem = (how) => act(async () => {
  $("late").close();
  const { applied } = await ask("apply", { queue, key: $("late").dataset.key, how });
  showOverview((await ask("overview")).overview);
  say(how === "give" ? `Given to ${applied} answers; Undo takes it back.` : `${applied} answers are open again.`);
});

function begin() {
  marker = $("marker").value.trim();
  if (!marker) return;
  localStorage.setItem("marker", marker);
  $("name").close();
  act(start);
}

async function start() {
  const { overview } = await ask("overview");
  const known = overview.queues.map((one) => one.queue);
  await turn(queue && (queue === "look" || known.includes(queue.replace(SECOND, ""))) ? queue : known[0]);
}

// Keys and buttons.

const KEYS = {
  "0": nothingIsRight,
  "+": () => openDialog("new", "new-text"),
  "?": () => openDialog("help"),
  "[": () => another(-1),
  "]": () => another(1),
  ArrowLeft: back,
  ArrowRight: skip,
  Enter: save,
  c: () => $("comment").focus(),
  h: past,
  j: () => move(1),
  k: () => move(-1),
  l: list,
  n: () => tellName(here),
  o: () => unfold(card.answers[here].copies[0], "original"),
  p: override,
  r: () => card.near && near(),
  u: undo,
  w: () => unfold(card.answers[here].copies[0], "work"),
  x: () => { const answer = card.answers[here]; takeOut(answer, answer.copies.some((copy) => !out.has(copy.id))); },
};
const ALWAYS = new Set(["?", "[", "]", "ArrowLeft", "u", "l"]); // also where there is no answer
const NOT_IN_LOOKS = new Set(["0", "+", "c", "p", "r", "x", "l"]);

function openDialog(id, field) {
  $(id).showModal();
  if (field) $(field).focus();
}

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && field) return field.blur();
  if (event.key === "Enter" && event.ctrlKey) return void (event.preventDefault(), save());
  if (field || event.ctrlKey || event.altKey || event.metaKey || !$("keys").checked) return;
  if (event.key === "Enter" && event.target.closest("button, summary, input")) return; // that is what it does itself
  if (busy || press(event)) event.preventDefault();
});

// Do what a key stands for; tell whether it stands for anything here.
function press({ key, code, shiftKey }) {
  const shown = Boolean(card && card.answers.length);
  const marking = shown && queue !== "look";
  const digit = /^(Digit|Numpad)([1-9])$/.exec(code);
  const letter = LETTERS.indexOf(key);
  if (digit && (shiftKey || key === digit[2])) {
    const row = marking && [...question.items, ...(card.mark ? card.mark.former : [])][digit[2] - 1];
    if (row) click(row.key, shiftKey ? 0.5 : 1);
    return Boolean(row);
  }
  if (letter >= 0) {
    if (marking && offers[letter]) use(offers[letter].text);
    return marking;
  }
  if (!KEYS[key] || (!shown && !ALWAYS.has(key)) || (queue === "look" && NOT_IN_LOOKS.has(key))) return false;
  KEYS[key]();
  return true;
}

$("points").addEventListener("input", () => {
  $("points").dataset.override = "yes";
  $("reason").hidden = false;
});
$("zero").addEventListener("click", (event) => { nothingIsRight(); let_go(event); });
$("save").addEventListener("click", (event) => { let_go(event); save(); });
$("back").addEventListener("click", back);
$("skip").addEventListener("click", skip);
$("undo").addEventListener("click", (event) => { let_go(event); undo(); });
$("add").addEventListener("click", () => openDialog("new", "new-text"));
$("list-button").addEventListener("click", list);
$("help-button").addEventListener("click", () => openDialog("help"));
$("who").addEventListener("click", () => { $("marker").value = marker; openDialog("name", "marker"); });
$("queue").addEventListener("change", (event) => { const to = event.target.value; event.target.blur(); act(() => turn(to)); });
$("name").querySelector("button").addEventListener("click", begin);
$("marker").addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(), begin(); });
$("name").addEventListener("cancel", (event) => { if (!marker) event.preventDefault(); });
$("new").querySelector("button.main").addEventListener("click", addItem);
for (const id of ["new-text", "new-points"]) $(id).addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(), addItem(); });
for (const button of $("late").querySelectorAll("[data-how]")) button.addEventListener("click", () => applyItem(button.dataset.how));
for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());

setInterval(() => { if (marker && card && !busy) ask("renew").then((answer) => showOverview(answer.overview), (error) => say(error.message)); }, RENEW);
addEventListener("pagehide", () => { if (marker) ask("leave", {}, true).catch(() => {}); });

if (!sessionStorage.getItem("token")) $("answer").replaceChildren(make("p", {}, "Open the link that `workbook mark` printed; it lets you in."));
else if (marker) act(start);
else openDialog("name", "marker");
