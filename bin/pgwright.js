#!/usr/bin/env node
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: pgwright needs Node 20.19 or newer, this is ${process.versions.node}\n`)
  process.exit(2)
}
// Newer ones keep what they have compiled for the next time.
module.enableCompileCache?.()
try {
  await import('../dist/cli.mjs')
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('dist/cli.mjs')) throw error
  process.stderr.write('error: pgwright is not built\nhint: run `npm start`, or `npm run build`\n')
  process.exit(2)
}
