import type { Field } from './model.ts';
import { resolve, typeText, variantsOf } from './schema-text.ts';
import type { Schema, Schemas } from './schema-text.ts';

/** The fields of an object, those of objects written inside it among them; named types stay names. */
export function fieldsOf(schema: Schema, schemas: Schemas, prefix = ''): Field[] {
  const own = resolve(schema, schemas);
  const variants = variantsOf(own);
  if (variants) return unique(variants.flatMap((each) => variantFields(each, schemas, prefix)));
  const required = new Set(own.required);
  return Object.entries(own.properties ?? {}).flatMap(([name, inner]) =>
    fieldAndInner(`${prefix}${name}`, inner, required.has(name), schemas),
  );
}

/** Of several forms, those written in place show their fields; a named one is a link already. */
function variantFields(schema: Schema, schemas: Schemas, prefix: string): Field[] {
  return schema.$ref && prefix ? [] : fieldsOf(schema, schemas, prefix);
}

function fieldAndInner(path: string, schema: Schema, required: boolean, schemas: Schemas): Field[] {
  const field = fieldOf(path, schema, required, schemas);
  if (schema.$ref) return [field];
  if (schema.items) return [field, ...(schema.items.$ref ? [] : fieldsOf(schema.items, schemas, `${path}[].`))];
  return [field, ...fieldsOf(schema, schemas, `${path}.`)];
}

/** One value alone. */
export function fieldOf(path: string, schema: Schema, required: boolean, schemas: Schemas): Field {
  const links = new Set<string>();
  const type = typeText(schema, schemas, links);
  const note = [
    ...(schema.description ? [schema.description] : []),
    ...(schema.default === undefined ? [] : [`Default: ${JSON.stringify(schema.default)}`]),
  ].join(' ');
  return { path, required, type, links: [...links], ...(note && { note }) };
}

/** Forms that share a field show it once for each type it may have. */
function unique(fields: Field[]): Field[] {
  const seen = new Set<string>();
  return fields.filter(({ path, type }) => {
    const key = `${path} ${type}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
