/** Keeps foreign web pages away from a server that trusts whoever reaches it. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the server listens to this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Why a request is refused; undefined: it may pass. On loopback the Host must be a loopback name, so
 * that a foreign name that resolves to 127.0.0.1 is of no use to its owner. An Origin, which browsers
 * send with WebSockets and everything that changes something, must be the server's own.
 */
export function refusalOf(request: IncomingMessage, listenHost: string): string | undefined {
  const { host, origin } = request.headers;
  if (host === undefined) {
    return 'The request names no Host.';
  }
  const hostName = host.replace(/:\d+$/, '').toLowerCase();
  const isKnownName = LOOPBACK_NAMES.has(hostName) || hostName === listenHost;
  if (isLoopback(listenHost) && !isKnownName) {
    return `The Host "${hostName}" is none of this server's names; use http://127.0.0.1 or http://localhost.`;
  }
  if (origin !== undefined && originHost(origin) !== host.toLowerCase()) {
    return `Requests from the origin "${origin}" are not accepted.`;
  }
  return undefined;
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
