// Elements, and bringing a page up to date in place: what has the focus keeps it, with caret and half-typed text.

/** An element. `is`: attributes; `value`, `checked`, `seen` (what the field stands for) and `on…` are properties. */
export function el(tag, is = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(is)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "value" || name === "checked" || name === "seen") made[name] = value;
    else if (name.startsWith("on")) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  if (tag === "select" && is.value !== undefined) made.value = is.value;
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A picture made of one line: `path` on a field of 24 by 24. */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  svg.setAttribute("class", "icon");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Show `fresh` as the content of `host`, keeping what stands there already. */
export function show(host, ...fresh) {
  const focused = document.activeElement;
  const nodes = fresh.flat(3).filter((node) => node !== null && node !== undefined && node !== false);
  children(host, nodes.map((node) => (typeof node === "string" ? document.createTextNode(node) : node)));
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
}

function children(host, fresh) {
  const old = [...host.childNodes];
  const keyed = new Map(old.filter(keyOf).map((node) => [keyOf(node), node]));
  const loose = old.filter((node) => !keyOf(node));
  const kept = fresh.map((node) => {
    const twin = keyOf(node) ? keyed.get(keyOf(node)) : loose[0] && isAlike(loose[0], node) ? loose.shift() : null;
    if (!twin || !isAlike(twin, node)) return node;
    patch(twin, node);
    return twin;
  });
  for (const node of old) if (!kept.includes(node)) node.remove();
  kept.forEach((node, place) => host.childNodes[place] !== node && host.insertBefore(node, host.childNodes[place] ?? null));
}

const keyOf = (node) => node.dataset?.key || node.id || "";
const isAlike = (one, other) => one.nodeName === other.nodeName && (one.type ?? "") === (other.type ?? "");

function patch(old, fresh) {
  if (old.nodeType === 3) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const name of ["onclick", "oninput", "onchange", "onkeydown"]) old[name] = fresh[name];
  if (!old.hasAttribute("data-own")) children(old, [...fresh.childNodes]);
  if ("value" in fresh || "checked" in fresh) bringValue(old, fresh);
}

/** A field that somebody is in keeps its text; all others show what the draft holds. */
function bringValue(old, fresh) {
  const isTyped = old === document.activeElement && old.matches("textarea, input:not([type=checkbox], [type=radio])");
  if (isTyped) return;
  if (old.checked !== fresh.checked) old.checked = fresh.checked;
  if (old.nodeName !== "LI" && old.value !== fresh.value) old.value = fresh.value;
  old.seen = fresh.seen;
}
