import type { ServerInfo } from '@pipewright/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { connectionStore } from '../api/connection-store.ts';
import type { Api } from '../api/trpc-client.ts';
import type { CatalogueStore } from '../editor/catalogue-store.ts';

export interface ServerState {
  /** What the server said of itself; absent until it answered. */
  readonly info: ServerInfo | undefined;
}

export type ServerStore = StoreApi<ServerState>;

/** Makes the store of the server's own facts; asked again after every lost connection. */
export function createServerStore(api: Api, catalogue: CatalogueStore): ServerStore {
  const store = createStore<ServerState>()(() => ({ info: undefined }));
  const refresh = async (): Promise<void> => {
    try {
      store.setState({ info: await api.server.info.query() });
      catalogue.getState().setRegistry((await api.catalogue.registry.query()) ?? undefined);
    } catch {
      // The connection banner tells it; the next connection asks again.
    }
  };
  connectionStore.subscribe((state, before) => {
    if (state.state === 'connected' && before.state !== 'connected') {
      void refresh();
    }
  });
  return store;
}
