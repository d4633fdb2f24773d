import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { readProtocol } from './web/protocol/read-protocol.ts';

const root = fileURLToPath(new URL('./web/', import.meta.url));
const service = process.env['SERVICE_URL'] ?? 'http://127.0.0.1:3000';
const pages = ['index', 'room', 'studio', 'shop', 'console', 'pay', 'protocol'];

/** Cascade layers keep their order only if every style sheet states it, because bundling may load any sheet first. */
const layerOrder: Plugin = {
  name: 'layer-order',
  enforce: 'pre',
  transform: {
    filter: { id: /\.css$/ },
    handler: (code) => `@layer reset, tokens, base, ui, page, utilities;\n${code}`,
  },
};

/** Answers `/room/<id>` and the like with their page, as the service does with the built ones. */
const pageAddresses: Plugin = {
  name: 'page-addresses',
  configureServer: (server) => {
    server.middlewares.use((request, _response, next) => {
      const page = /^\/(\w+)(?:\/[\w-]*)?(?:\?|$)/.exec(request.url ?? '')?.[1];
      if (page && pages.includes(page)) request.url = `/${page}.html`;
      next();
    });
  },
};

/** mediasoup-client brings its test doubles and React Native along, a fifth of its size; a browser never asks for them. */
const browserMediaOnly: Plugin = {
  name: 'browser-media-only',
  enforce: 'pre',
  resolveId: {
    filter: { id: /\/(handlers\/(ReactNative106|FakeHandler)|test\/fakeParameters)$/ },
    handler: () => '\0nothing',
  },
  load: { filter: { id: /^\0nothing$/ }, handler: () => 'export {};' },
};

/** `virtual:protocol`: the generated descriptions as the protocol page shows them, so that it asks nobody when it runs. */
const protocolFromDocs: Plugin = {
  name: 'protocol-from-docs',
  resolveId: {
    filter: { id: /^virtual:protocol$/ },
    handler: () => '\0virtual:protocol',
  },
  load: {
    filter: { id: /^\0virtual:protocol$/ },
    handler() {
      const texts = ['openapi', 'asyncapi'].map((name) => {
        const path = fileURLToPath(new URL(`./docs/${name}.yaml`, import.meta.url));
        this.addWatchFile(path);
        return readFileSync(path, 'utf8');
      });
      return `export default ${JSON.stringify(readProtocol(texts[0] ?? '', texts[1] ?? ''))};`;
    },
  },
};

export default defineConfig({
  root,
  plugins: [layerOrder, pageAddresses, browserMediaOnly, protocolFromDocs],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'safari17.5', 'firefox128'],
    // Files stay files: cached on their own, and no `data:` URL for the content security policy to judge.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(pages.map((page) => [page, `${root}${page}.html`])),
      // What a picture needs is two files, not a dozen: every request more delays the first frame.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'media',
              test: /node_modules[\\/](mediasoup-client|awaitqueue|debug|events-alias|fake-mediastreamtrack|h264-profile-level-id|sdp-transform|supports-color)|web[\\/]media[\\/](viewer|device|layers)/,
            },
            {
              name: 'line',
              // First choice of what both groups use, so that pages without a picture do not load the media code for it.
              priority: 1,
              test: /node_modules[\\/](preact|@preact|socket\.io|engine\.io|@socket\.io)|web[\\/]lib[\\/][\w-]+\.ts$|sdk[\\/]src|web[\\/]room[\\/]open-line|src[\\/]contract/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': service,
      '/socket.io': { target: service, ws: true },
    },
  },
});
