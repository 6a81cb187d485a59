/** A PowerShell string that nothing is expanded in: `'it''s'`. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An array of strings, one to a line. */
export const list = (texts: readonly string[]): string =>
  texts.length === 0 ? '@()' : `@(\n${texts.map((text) => `  ${quoted(text)}`).join(',\n')}\n)`;

/** A registry key with the names of its values. */
export const table = (
  rows: readonly { readonly group: string; readonly key: string; readonly values: readonly string[] }[],
): string =>
  rows.length === 0
    ? '@()'
    : `@(\n${rows
        .map(
          ({ group, key, values }) =>
            `  @{ group = ${quoted(group)}; key = ${quoted(key)}; names = @(${values.map(quoted).join(', ')}) }`,
        )
        .join(',\n')}\n)`;
