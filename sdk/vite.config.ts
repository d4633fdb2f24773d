import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One ES module; socket.io-client stays a dependency, the reducer shared with the service goes in. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: 'dist',
    target: 'es2022',
    minify: false,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    rolldownOptions: { external: ['socket.io-client'] },
  },
});
