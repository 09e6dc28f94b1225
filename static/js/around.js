// The script of the pages around the visit: the list, the briefing, and the way out.

const has = (selector) => document.querySelector(selector) !== null;

if (isSecureContext && has("#list, #briefing")) import("./field/list.js");
if (isSecureContext && has("#phone")) import("./field/this_phone.js");
if (isSecureContext && has("form[data-signout]")) import("./signout.js");
