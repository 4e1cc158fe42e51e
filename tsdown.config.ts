import { defineConfig } from 'tsdown'

/** `dist/cli.mjs` for `bin/pgwright.js`, `dist/index.mjs` with its types for programs; what both use is shared. */
export default defineConfig({
  entry: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: { entry: 'src/index.ts' },
  // Dependencies stay outside: libpg-query finds its WebAssembly beside itself and breaks when it is bundled.
  // Bundling commander would save some 10 ms of each start, and mean shipping and updating other people's code.
  deps: { onlyBundle: [] },
  checks: { pluginTimings: false },
})
