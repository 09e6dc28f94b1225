// The page as the parts of the editor know it: the draft, what is chosen, in which language, and how to say things.

import { language as reader, say } from "../../words.js";
import { notice } from "./news.js";
import { Notes } from "./notes.js";
import { all } from "./paths.js";
import { placeSaid } from "./deeds.js";

const QUIET_MS = 12_000;

export class Page {
  constructor(content, draft, root) {
    Object.assign(this, { content, draft, root, comma: reader === "en" ? "." : ",", making: new Map(), mine: new Map() });
    this.names = content.language_names;
    this.language = this.languages.includes(content.language) ? content.language : this.languages[0];
    this.chosen = fromHash(location.hash);
    this.side = "preview";
    this.renew();
  }

  /** The languages of the questionnaire. */
  get languages() {
    const { languages } = this.draft.document;
    const known = Array.isArray(languages) ? languages.filter((one) => this.names[one]) : [];
    return known.length ? known : ["fi", "sv", "en"];
  }

  /** Words in the language that is shown, else in whichever there are. */
  words = (texts) => texts?.[this.language] || ["fi", "sv", "en"].map((one) => texts?.[one]).find(Boolean) || "";

  number = (value) => String(value).replace(".", this.comma);

  host(name) {
    return this.root.querySelector(`[data-host="${name}"]`);
  }

  /** Before each drawing: the problems anew, and what sentences about conditions need. */
  renew() {
    const { draft, content } = this;
    if (!this.languages.includes(this.language)) [this.language] = this.languages;
    this.notes = new Notes(draft.problems, draft.base);
    const byId = new Map(all(draft.document, "questions").map((one) => [one.id, one]));
    this.about = { phrases: content.phrases, values: content.values, language: reader, words: this.words, question: (id) => byId.get(id) };
  }

  /** Choose what the middle shows. `then`: "words" puts the focus there, "head" at the title. */
  choose(what, id, then = "head") {
    this.chosen = { what, id };
    this.naming = null;
    history.replaceState(history.state, "", id ? `#${what.charAt(0)}-${id}` : "#whole");
    this.showPane("question");
    this.draw();
    this.host("question").scrollTop = 0;
    const title = { question: "text", section: "title" }[what];
    if (then === "words" && title) this.focus(`f-${[what, id, title, this.languages[0]].join("-")}`);
    else if (then === "head") this.focus("pane-title");
    this.onChosen?.();
  }

  /** On a narrow screen: which part is seen. */
  showPane(name) {
    this.root.dataset.pane = name;
    if (["preview", "checks", "weights"].includes(name)) this.side = name;
    this.onPane?.();
  }

  focus(id) {
    document.getElementById(id)?.focus();
  }

  /** A thing was moved: say where it is, keep it in sight. */
  moved(path) {
    this.host("moved").textContent = placeSaid(this, path);
    this.root.querySelector(`[data-row='${CSS.escape(JSON.stringify(path))}']`)?.scrollIntoView({ block: "nearest" });
  }

  /** What something in the draft is called: "the words of “Oliko ovi auki?” (suomi)". */
  nameOf(path) {
    const [root, id, ...rest] = path;
    const isThing = ["question", "section", "touchpoint"].includes(root) && path.length > 1;
    const thing = isThing ? this.draft.at([root, id]) : null;
    const name = thing ? this.words(thing.text ?? thing.title ?? thing.name) || id : "";
    const steps = isThing ? rest : path;
    const said = steps.map((step) => this.names[step] ?? known(step) ?? "").filter(Boolean);
    const called = name ? (reader === "en" ? `“${name}”` : `”${name}”`) : "";
    return [called, said.join(", ")].filter(Boolean).join(": ") || say("whole");
  }

  /** Open what a path lies in. */
  follow(path) {
    if (path[0] === "question" || path[0] === "section") this.choose(path[0], path[1]);
    else this.choose("whole", null);
  }

  /** A notice: look is quiet, news or bad; buttons [[words, deed]]. */
  tell(look, words, buttons = [], follow = null, extra = null) {
    const host = this.host("notices");
    const box = notice(look, words, buttons, follow, extra, () => {});
    host.append(box);
    while (host.children.length > 4) host.firstChild.remove();
    if (look === "quiet") setTimeout(() => box.matches(":hover, :focus-within") || box.remove(), QUIET_MS);
  }
}

function known(step) {
  const words = say(`part_${step}`);
  return words === `part_${step}` ? null : words;
}

const NAMES = { q: "question", s: "section" };

export function fromHash(hash) {
  const [, what, id] = /^#([qs])-([a-z0-9_]+)$/.exec(hash) ?? [];
  return what ? { what: NAMES[what], id } : { what: "whole", id: null };
}
