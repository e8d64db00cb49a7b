// Service worker: the page from a cache, so that it works without a network. FILES and VERSION are written above this line by the build.
/* global FILES, VERSION */

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES)))
})

self.addEventListener('activate', (event) => {
  const outdated = (names) => names.filter((name) => name !== VERSION)
  event.waitUntil(caches.keys().then((names) => Promise.all(outdated(names).map((name) => caches.delete(name)))))
})

// names carry the hash of their content, so what is kept is right; the page itself is asked for first
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return
  event.respondWith(request.mode === 'navigate' ? fromNetwork(request) : fromCache(request))
})

async function fromNetwork(request) {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await caches.match('./')
    if (kept) return kept
    throw error
  }
}

async function fromCache(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await (await caches.open(VERSION)).put(request, response.clone())
  return response
}
