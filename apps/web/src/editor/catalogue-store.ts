import { type Catalogue, catalogueFor, mergeRegistry } from '@pipewright/catalogue';
import type { Target } from '@pipewright/graph';
import type { RegistryJson } from '@pipewright/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface CatalogueState {
  /** What the open document's target offers, merged with this machine's registry when known. */
  readonly catalogue: Catalogue;
  readonly registry: RegistryJson | undefined;
}

export interface CatalogueActions {
  readonly setTarget: (target: Target) => void;
  readonly setRegistry: (registry: RegistryJson | undefined) => void;
}

export type CatalogueStore = StoreApi<CatalogueState & CatalogueActions>;

/** Makes the store of the catalogue in use. */
export function createCatalogueStore(target: Target): CatalogueStore {
  const merged = (wanted: Target, registry: RegistryJson | undefined): Catalogue => {
    const shipped = catalogueFor(wanted);
    return registry === undefined ? shipped : mergeRegistry(shipped, registry);
  };
  return createStore<CatalogueState & CatalogueActions>()((set, get) => ({
    catalogue: catalogueFor(target),
    registry: undefined,
    setTarget: (next) => {
      const current = get().catalogue.target;
      if (
        current.platform !== next.platform ||
        current.deepstream !== next.deepstream ||
        current.streammux !== next.streammux
      ) {
        set((state) => ({ catalogue: merged(next, state.registry) }));
      }
    },
    setRegistry: (registry) =>
      set((state) => ({ registry, catalogue: merged(state.catalogue.target, registry) })),
  }));
}
