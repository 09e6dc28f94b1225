// The one script of the phone: each page takes what it needs of it.

const has = (selector) => document.querySelector(selector) !== null;

if (has("form#visit")) import("./visit/page.js");
if (has("#list, #briefing")) import("./field/list.js");
if (has("form[data-signout]")) import("./signout.js");
