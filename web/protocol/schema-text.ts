/** A JSON schema as the descriptions have it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
  default?: unknown;
  description?: string;
}

export type Schemas = Record<string, Schema>;

/** Numbers beyond this only say that a number is whole. */
const WHOLE = Number.MAX_SAFE_INTEGER;

/** The name a reference ends at: aliases of aliases are one type. */
export function nameOf(ref: string, schemas: Schemas): string {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  const next = schemas[name]?.$ref;
  return next ? nameOf(next, schemas) : name;
}

/** The schema itself, behind any number of references. */
export function resolve(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref ? (schemas[nameOf(schema.$ref, schemas)] ?? {}) : schema;
}

export function variantsOf({ oneOf, anyOf }: Schema): Schema[] | undefined {
  return oneOf ?? anyOf;
}

/** Type and bounds in one line, e.g. `integer, 1 to 100`; `links` takes the named types met on the way. */
export function typeText(schema: Schema, schemas: Schemas, links: Set<string>): string {
  if (schema.$ref) {
    const name = nameOf(schema.$ref, schemas);
    if (schemas[name]) links.add(name);
    return name;
  }
  const variants = variantsOf(schema);
  if (variants) return [...new Set(variants.map((each) => typeText(each, schemas, links)))].join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.items) return withBounds(`${typeText(schema.items, schemas, links)}[]`, schema.minItems, schema.maxItems);
  if (schema.type === 'object' || schema.properties) return objectText(schema, schemas, links);
  return scalarText(schema);
}

function objectText({ properties, additionalProperties }: Schema, schemas: Schemas, links: Set<string>): string {
  if (properties || typeof additionalProperties !== 'object') return 'object';
  return `map of ${typeText(additionalProperties, schemas, links) || 'anything'}`;
}

function scalarText({ type, format, pattern, ...bounds }: Schema): string {
  const name = [type ?? 'any'].flat().join(' | ');
  const words = [name, ...(format ? [format] : []), ...(pattern && !format ? [`matches ${pattern}`] : [])].join(', ');
  return withBounds(words, bounds.minLength ?? bounds.minimum, bounds.maxLength ?? bounds.maximum);
}

function withBounds(words: string, min: number | undefined, max: number | undefined): string {
  const from = min === undefined || min <= -WHOLE ? undefined : min;
  const upTo = max === undefined || max >= WHOLE ? undefined : max;
  if (from !== undefined && upTo !== undefined) return `${words}, ${from === upTo ? from : `${from} to ${upTo}`}`;
  if (from !== undefined) return `${words}, at least ${from}`;
  return upTo === undefined ? words : `${words}, at most ${upTo}`;
}
