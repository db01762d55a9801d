/** Changes to config files as values. */

/** Lists are texts joined by semicolons, whatever the syntax. */
export type ConfigEdit =
  | { readonly kind: 'add-group'; readonly group: string }
  | { readonly kind: 'remove-group'; readonly group: string }
  /** Adds the key, and the group, when they are missing. */
  | {
      readonly kind: 'set-key';
      readonly group: string;
      readonly key: string;
      readonly value: string;
      /** How protobuf text writes a value that is not there yet; as it is unless said. */
      readonly form?: 'text' | 'list' | 'text-list';
      /** The YAML list that a group which is not there yet becomes an entry of. */
      readonly list?: string;
    }
  | { readonly kind: 'remove-key'; readonly group: string; readonly key: string }
  | {
      readonly kind: 'rename-key';
      readonly group: string;
      readonly key: string;
      readonly name: string;
    };

/** An edit that can't be made; the message says why and what to do. */
export class ConfigEditError extends Error {}
