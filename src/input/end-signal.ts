/**
 * An AbortSignal where the types of Node or of a browser are there, else the least of one: programs that import our types
 * may have neither.
 */
export type EndSignal = typeof globalThis extends {
  readonly AbortSignal: { readonly prototype: infer Signal };
}
  ? Signal
  : { readonly aborted: boolean };
