// Boxes over a photo: drawn with finger or mouse, removed by a tap. The rows beside hold what is saved; without this
// script, or with the keyboard alone, they are filled in by hand.
const form = document.querySelector("[data-masking]");
const svg = form.querySelector("svg");
const rows = form.querySelector("[data-rows]");
const SIDES = ["x", "y", "w", "h"];
// A finger that moved less (percent of the picture) has tapped.
const LEAST = 1;

const blank = rows.lastElementChild;
blank.remove();

const sides = (row) => SIDES.map((side) => row.querySelector(`[name=${side}]`));
const tick = (row) => row.querySelector("[name=on]");
const boxOf = (row) => sides(row).map(({ value }) => Number.parseFloat(value) || 0);
const put = (row, box) => sides(row).forEach((input, place) => { input.value = String(Math.round(box[place] * 100) / 100); });

/** Bring the picture and the numbers in line with the rows. */
function show() {
  svg.replaceChildren();
  [...rows.children].forEach((row, place) => {
    tick(row).value = String(place);
    row.querySelector("[data-number]").textContent = String(place + 1);
    if (!tick(row).checked) return;
    const rect = document.createElementNS(svg.namespaceURI, "rect");
    const [x, y, width, height] = boxOf(row);
    for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, String(Math.max(0, value)));
    rect.classList.toggle("proposed", row.classList.contains("proposed"));
    rect.classList.toggle("chosen", row.contains(document.activeElement));
    rect.row = row;
    svg.append(rect);
  });
}

function add(box) {
  if (rows.children.length >= Number(form.dataset.most)) return null;
  const row = blank.cloneNode(true);
  put(row, box);
  tick(row).checked = true;
  rows.append(row);
  wire(row);
  show();
  return row;
}

function settle(row) {
  row.classList.remove("proposed");
  row.querySelector("[data-proposal]")?.remove();
  row.querySelector("[data-take]")?.remove();
}

function remove(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  show();
  (next?.querySelector("input") ?? form.querySelector("[data-add]")).focus();
}

function wire(row) {
  const take = row.querySelector("[data-take]");
  if (take) {
    take.hidden = false;
    take.onclick = () => {
      settle(row);
      show();
    };
  }
  const dismiss = row.querySelector("[data-dismiss]");
  dismiss.hidden = false;
  dismiss.onclick = () => remove(row);
}

let drawn = null;
let from = null;
const place = ({ clientX, clientY }) => {
  const area = svg.getBoundingClientRect();
  const share = (at, begin, length) => Math.min(100, Math.max(0, ((at - begin) / length) * 100));
  return [share(clientX, area.left, area.width), share(clientY, area.top, area.height)];
};
const spanned = ([ax, ay], [bx, by]) => [Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by)];

svg.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary) return;
  event.preventDefault();
  from = { at: place(event), row: event.target.row };
  svg.setPointerCapture(event.pointerId);
});
svg.addEventListener("pointermove", (event) => {
  if (!from) return;
  const box = spanned(from.at, place(event));
  if (!drawn && Math.max(box[2], box[3]) < LEAST) return;
  drawn ??= add(box);
  if (drawn) put(drawn, box);
  show();
});
const end = (isTap) => () => {
  if (from && !drawn && isTap && from.row) remove(from.row);
  from = drawn = null;
};
svg.addEventListener("pointerup", end(true));
svg.addEventListener("pointercancel", end(false));
// With one finger a box is drawn, with two the page is moved.
svg.addEventListener("touchstart", (event) => event.touches.length === 1 && event.preventDefault(), { passive: false });

const more = form.querySelector("[data-add]");
more.hidden = false;
more.onclick = () => add([35, 45, 30, 6])?.querySelector("[name=x]").focus();
rows.addEventListener("input", ({ target }) => {
  settle(target.closest("li"));
  show();
});
rows.addEventListener("focusin", show);
document.querySelector("[data-help]").hidden = false;
for (const row of rows.children) wire(row);
show();
