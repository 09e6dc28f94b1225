// Served in place of sw.js when the worker itself has gone wrong (DETALJI_SERVICE_WORKER=off): it takes itself and the kept
// pages away at once. What people wrote lies in the database of the phone, which nothing here touches.

async function leave() {
  for (const shelf of await caches.keys()) await caches.delete(shelf);
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
