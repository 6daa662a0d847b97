// Shows what the site pushes, and opens the console at its place when it is clicked. Keeps no pages: what is shown is
// always what the server says now.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    // Not ours; the browser asks for a notification all the same.
  }
  const { id = 'lamplighter', title = 'Lamplighter', body = '', path = '/' } = told;
  event.waitUntil(
    // The same message a second time takes the place of the first.
    self.registration.showNotification(title, { body, tag: id, icon: '/lamp.svg', data: { path } }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const path = event.notification.data?.path ?? '/';
  const target = new URL(path.startsWith('/') ? path : '/', self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (open) => {
      const here = open.find((client) => 'focus' in client);
      if (here === undefined) return self.clients.openWindow(target);
      await here.focus();
      return here.navigate(target).catch(() => self.clients.openWindow(target));
    }),
  );
});
