import type { ErrorCode } from '../../src/contract/errors.ts';
import type { Entry, Field, NamedType, Protocol } from './model.ts';

export interface Found {
  entries: Entry[];
  types: NamedType[];
  codes: ErrorCode[];
}

/**
 * What of the protocol has all words of the query in its name, its summary or its fields, and the types the found entries
 * speak of; everything for an empty query.
 */
export function filterProtocol({ entries, types, codes }: Protocol, query: string): Found {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: (string | undefined)[]) => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = entries.filter(({ name, kind, summary, request, answer }) =>
    has(name, kind, summary, ...[...request, ...answer].map((field) => field.path)),
  );
  const named = typesOf(
    found.flatMap(({ request, answer }) => [...request, ...answer]),
    types,
  );
  return {
    entries: found,
    types: types.filter(({ name, fields }) => named.has(name) || has(name, ...fields.map((field) => field.path))),
    codes: codes.filter((code) => has(code)),
  };
}

/** Names of the types these fields lead to, over any number of steps. */
function typesOf(fields: Field[], types: NamedType[]): Set<string> {
  const names = new Set<string>();
  const visit = (some: Field[]) => {
    for (const name of some.flatMap(({ links }) => links)) {
      if (names.has(name)) continue;
      names.add(name);
      visit(types.find((type) => type.name === name)?.fields ?? []);
    }
  };
  visit(fields);
  return names;
}
