/**
 * The keys that one object of a pack's files may have, each with what stands under it and one sentence about it. A
 * reader refuses what its table does not list, and the JSON Schema is made of the same tables.
 */
export type KeyTable = Readonly<Record<string, KeySpec>>;

export type KeySpec = KeyShape & {
  readonly about: string;
  readonly required?: true;
};

type KeyShape =
  /** A text; `template`: one with placeholders; `id`: lower-case words joined by hyphens. */
  | { readonly is: 'text' | 'texts' | 'template' | 'id' | 'flag' }
  /** Words that the catalog knows. */
  | { readonly is: 'kinds' | 'channels' | 'channel' }
  /** Tests by the names of facts, and one such test. */
  | { readonly is: 'facts' | 'test' }
  /** One or some words of a closed list. */
  | { readonly is: 'word' | 'words'; readonly of: readonly string[] }
  | { readonly is: 'number'; readonly least?: number; readonly most?: number }
  /** Names of fields, or places among all fields. */
  | { readonly is: 'fields' }
  /** Channels, or objects where more than the channel is to be said. */
  | { readonly is: 'logs'; readonly of: KeyTable }
  /** A list of objects, one object, or objects by names of one's own choice. */
  | { readonly is: 'list' | 'map' | 'named'; readonly of: KeyTable };

/** Lower-case words joined by hyphens: ids of patterns and kinds of events. */
export const idForm: RegExp = /^[a-z0-9]+(-[a-z0-9]+)*$/;
