import type { AppRouter } from '@pipewright/server/router';
import { createTRPCClient, createWSClient, httpLink, splitLink, wsLink } from '@trpc/client';
import { connectionStore } from './connection-store.ts';

const LONGEST_RETRY_MILLIS = 3000;

function webSocketUrl(path: string): string {
  const { protocol, host } = globalThis.location;
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${path}`;
}

/** Address of the binary telemetry socket. */
export function telemetryUrl(): string {
  return webSocketUrl('/telemetry');
}

function createApi() {
  const socket = createWSClient({
    url: webSocketUrl('/trpc'),
    retryDelayMs: (attempt) => Math.min(LONGEST_RETRY_MILLIS, 250 * 2 ** attempt),
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 5_000 },
  });
  socket.connectionState.subscribe({
    next: (update) => {
      if (update.state === 'pending') {
        connectionStore.setState({ state: 'connected' });
      } else if (update.state === 'connecting' && update.error !== null) {
        connectionStore.setState({ state: 'lost' });
      }
    },
  });
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: wsLink({ client: socket }),
        // Not batched: a stop that waits for its run must not hold up what is asked meanwhile.
        false: httpLink({ url: '/trpc' }),
      }),
    ],
  });
}

/** Typed client of the server. */
export type Api = ReturnType<typeof createApi>;

/** The one client of the page. */
export const api: Api = createApi();
