/** As much of JSON Schema as the types of a report need. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly anyOf?: readonly SchemaNode[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

/** A value within a value, with what the schema says of it. */
export interface SchemaPlace {
  readonly path: readonly (string | number)[];
  readonly schema: SchemaNode;
  readonly value: unknown;
  /** The name of the type it is of, where it has one. */
  readonly definition: string | undefined;
}

/** Every value within a value, itself first, with its part of the schema. */
export function* schemaPlaces(
  root: SchemaNode,
  value: unknown,
  schema: SchemaNode = root,
  path: SchemaPlace['path'] = [],
): Generator<SchemaPlace, void, undefined> {
  const { node, definition } = resolve(root, schema, value);
  yield { path, schema: node, value, definition };
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* schemaPlaces(root, item, node.items ?? {}, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const part = node.properties?.[key];
      if (!part) throw new Error(`the schema does not know ${[...path, key].join('.')}`);
      yield* schemaPlaces(root, item, part, [...path, key]);
    }
  }
}

interface Resolved {
  readonly node: SchemaNode;
  readonly definition: string | undefined;
}

/** Follows references, and of several forms takes the one that the value has. */
function resolve(root: SchemaNode, schema: SchemaNode, value: unknown, definition?: string): Resolved {
  if (schema.$ref !== undefined) {
    const name = decodeURIComponent(schema.$ref.replace('#/definitions/', ''));
    return resolve(root, root.definitions?.[name] ?? {}, value, name);
  }
  const branch = schema.anyOf?.map((one) => resolve(root, one, value)).find(({ node }) => fits(node, value));
  return branch ?? { node: schema, definition };
}

function fits({ type, properties }: SchemaNode, value: unknown): boolean {
  if (value === null) return type === 'null';
  if (typeof value !== 'object') return type === typeof value;
  const tag = properties?.['type']?.const;
  return type === 'object' && (tag === undefined || tag === (value as { readonly type?: unknown }).type);
}

/** The same value with another at one place; undefined takes the key away. */
export function withValue<T>(value: T, path: SchemaPlace['path'], other: unknown): T {
  const copy = structuredClone(value);
  let parent: unknown = copy;
  for (const key of path.slice(0, -1)) parent = (parent as Record<string | number, unknown>)[key];
  const last = path.at(-1);
  if (last === undefined) return other as T;
  if (other === undefined) delete (parent as Record<string | number, unknown>)[last];
  else (parent as Record<string | number, unknown>)[last] = other;
  return copy;
}
