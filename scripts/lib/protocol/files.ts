import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { toAsyncApi } from './asyncapi.ts';
import { readProtocol } from './contract.ts';
import { toOpenApi } from './openapi.ts';
import { toTypes } from './types.ts';

/** The generated descriptions of the protocol: paths in the repository and what belongs there. */
export function protocolFiles(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const protocol = readProtocol();
  const yaml = (document: object) =>
    `# Written by \`npm run docs\` from src/contract; do not edit.\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
  return {
    'docs/openapi.yaml': yaml(toOpenApi(protocol, version)),
    'docs/asyncapi.yaml': yaml(toAsyncApi(protocol, version)),
    'sdk/src/protocol.ts': toTypes(protocol),
  };
}
