// Keeps the app and the visit pages on the phone. BUILD and SHELL (addresses of this release) are put before this text.
//
// Kept pages name the static files of their release, so a page and the shell of its release always lie on one shelf:
// a new worker takes every kept page anew together with its shell, all or nothing, before an old shelf goes.

const shelfOf = (build) => `detalji-${build}`;
const isPage = (path) => path.startsWith("/field/visit/") || path.startsWith("/field/shell/");
const pathOf = (request) => new URL(request.url).pathname;

async function fetchOurs(address, build) {
  const answer = await fetch(address, { cache: "reload" });
  const isOurs = answer.status === 200 && !answer.redirected && answer.headers.get("X-Detalji-Build");
  if (!isOurs || (build && isOurs !== build)) throw new Error(address);
  return answer;
}

/** Put what is lacking on the shelf of `build`. Each answer is put away at once: one that is not read keeps its
 *  connection, and with six of those nothing more would come. */
async function shelve(build, addresses) {
  const shelf = await caches.open(shelfOf(build));
  await Promise.all(addresses.map(async (address) => {
    if (!(await shelf.match(address))) await shelf.put(address, await fetchOurs(address, build));
  }));
}

async function pagesOn(shelf) {
  return (await (await caches.open(shelf)).keys()).map(pathOf).filter(isPage);
}

const keptPages = async () => [...new Set((await Promise.all((await caches.keys()).map(pagesOn))).flat())];

async function find(path) {
  return (await caches.match(path, { cacheName: shelfOf(BUILD) })) ?? caches.match(path);
}

async function install() {
  await shelve(BUILD, SHELL);
  await shelve(BUILD, await keptPages());
}

async function activate() {
  await shelve(BUILD, await keptPages()).catch(() => {});
  const ours = await pagesOn(shelfOf(BUILD));
  for (const shelf of await caches.keys()) {
    const isReplaced = (await pagesOn(shelf)).every((page) => ours.includes(page));
    if (shelf !== shelfOf(BUILD) && isReplaced) await caches.delete(shelf);
  }
  await self.clients.claim();
}

/** Keep one page; from a server that is a release ahead, together with the shell of that release. */
async function keepPage(page) {
  if (await find(page)) return;
  const answer = await fetchOurs(page);
  const build = answer.headers.get("X-Detalji-Build");
  if (build !== BUILD) {
    const script = await (await fetchOurs("/sw.js", build)).text();
    await shelve(build, JSON.parse(/SHELL = (.*);/.exec(script)[1]));
  }
  await (await caches.open(shelfOf(build))).put(page, answer);
}

/** Keep exactly `pages`: what no draft and no assignment refers to any more goes. Tells which could not be kept. */
async function keep(pages) {
  const failed = [];
  for (const page of pages) await keepPage(page).catch(() => failed.push(page));
  for (const shelf of await caches.keys()) {
    for (const page of await pagesOn(shelf)) {
      if (!pages.includes(page) && !failed.length) await (await caches.open(shelf)).delete(page);
    }
  }
  return failed;
}

/** The office within 3 s, else the list as it is kept. */
async function navigate(request) {
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise((_, reject) => setTimeout(reject, 3000)),
    ]);
    if (answer.status < 500) return answer;
  } catch { /* the kept list serves */ }
  const shell = (await keptPages()).find((page) => page.startsWith("/field/shell/"));
  return (shell && (await find(shell))) ?? fetch(request);
}

self.oninstall = (event) => event.waitUntil(install());
self.onactivate = (event) => event.waitUntil(activate());

self.onfetch = (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/") || pathname.startsWith("/field/visit/")) {
    event.respondWith(find(pathname).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate" && /^\/field\/(assignments\/[0-9a-f-]+)?$/.test(pathname)) {
    event.respondWith(navigate(request));
  }
};

self.onmessage = (event) => {
  const { skip, keep: pages } = event.data;
  if (skip) self.skipWaiting();
  if (pages) event.waitUntil(keep(pages).then((failed) => event.ports[0].postMessage({ failed })));
};

self.onsync = (event) =>
  event.waitUntil(self.clients.matchAll().then((all) => all.forEach((one) => one.postMessage("sync"))));
