/**
 * Whether an endpoint that a browser names may be called. Anybody who is signed in can name one, so only known services
 * are: without this a viewer could make the centre write into the site's own network.
 * @param services a host (with all below it, by https only), or a whole origin.
 */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, origin, port } = new URL(endpoint);
  return services.some((service) =>
    service.includes('://')
      ? URL.canParse(service) && new URL(service).origin === origin
      : protocol === 'https:' &&
        port === '' &&
        (hostname === service.toLowerCase() || hostname.endsWith(`.${service.toLowerCase()}`)),
  );
}
