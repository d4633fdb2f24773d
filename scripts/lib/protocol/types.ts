import type { Protocol } from './contract.ts';
import { SCHEMAS, type JsonSchema } from './schemas.ts';

const HEAD = `// Written by \`npm run docs\` from src/contract; do not edit.
/* eslint-disable */
`;

/** The protocol as plain TypeScript, so that the client needs no schema library. */
export function toTypes({ schemas, commands, notices, routes, errors }: Protocol): string {
  const named = Object.entries(schemas).map(
    ([name, schema]) => `${doc(schema.description)}export type ${name} = ${print(schema, '')};`,
  );
  const codes = Object.keys(errors).map((code) => `  | '${code}'`);
  const table = (name: string, lines: string[]) => `export interface ${name} {\n${lines.join('\n')}\n}`;
  return [
    HEAD,
    ...named,
    `/** Why a command or call was refused. */\nexport type ErrorCode =\n${codes.join('\n')};`,
    table(
      'Commands',
      commands.map(
        ({ name, summary, input, output }) =>
          `${doc(summary, '  ')}  '${name}': { input: ${input}; output: ${output} };`,
      ),
    ),
    table(
      'Notices',
      notices.map(({ name, summary, payload }) => `${doc(summary, '  ')}  '${name}': ${payload};`),
    ),
    table(
      'Routes',
      // These are answers in JSON; the client has a call of its own for files.
      routes
        .filter(({ responseTypes }) => !responseTypes)
        .map(({ method, path, summary, operationId, params, query, body, response }) => {
          const parts = [
            params && `params: ${operationId}Params`,
            query && `query?: ${operationId}Query`,
            body === 'raw' ? 'raw: Blob' : body && `body: ${body}`,
            `response: ${response}`,
          ].filter(Boolean);
          const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
          return `${doc(summary, '  ')}  '${name}': { ${parts.join('; ')} };`;
        }),
    ),
    '',
  ].join('\n\n');
}

function doc(text: string | undefined, indent = ''): string {
  return text ? `${indent}/** ${text} */\n` : '';
}

function print(schema: JsonSchema, indent: string): string {
  if (schema.$ref) return schema.$ref.slice(SCHEMAS.length);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => print(choice, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => `(${print(part, indent)})`).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => print({ ...schema, type }, indent)).join(' | ');
  return printType(schema, indent);
}

function printType(schema: JsonSchema, indent: string): string {
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      if (schema.prefixItems) return `[${schema.prefixItems.map((item) => print(item, indent)).join(', ')}]`;
      return `${element(print(schema.items ?? {}, indent))}[]`;
    case 'object':
      return printObject(schema, indent);
    default:
      return 'unknown';
  }
}

/** Only a union needs brackets before `[]`. */
function element(type: string): string {
  return type.includes(' | ') ? `(${type})` : type;
}

function printObject({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const isNeeded = required.includes(name);
    const type = print(schema, inner);
    return `${doc(schema.description, inner)}${inner}${/^\w+$/.test(name) ? name : `'${name}'`}${isNeeded ? '' : '?'}: ${type}${isNeeded ? '' : ' | undefined'};`;
  });
  if (lines.length > 0) return `{\n${lines.join('\n')}\n${indent}}`;
  if (typeof additionalProperties === 'object') return `Record<string, ${print(additionalProperties, inner)}>`;
  return additionalProperties === true ? 'Record<string, unknown>' : '{}';
}
