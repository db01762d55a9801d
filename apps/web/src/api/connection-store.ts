import { createStore } from 'zustand/vanilla';

export type ConnectionState = 'connecting' | 'connected' | 'lost';

/** Whether the server answers; `lost` after a connection that had been there, or a failed first. */
export const connectionStore = createStore<{ readonly state: ConnectionState }>()(() => ({
  state: 'connecting',
}));
