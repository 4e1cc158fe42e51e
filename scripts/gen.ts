/**
 * Writes what follows from the code: registries of the open sets, JSON Schemas and the pages of docs.
 * `gen --check` writes nothing and fails when something is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { openSets } from './open-sets.ts'
import { renderRegistry } from './registry.ts'

const isCheck = process.argv.includes('--check')
const written: string[] = []
const stale: string[] = []

for (const set of openSets) emit(await renderRegistry(set))

// Loaded only now, because these read the registries.
const { publishedSchemas } = await import('./schemas.ts')
const { renderPages } = await import('./pages.ts')
for (const file of [...publishedSchemas, ...(await renderPages())]) emit(file)

for (const name of readdirSync('docs/rules')) drop(`docs/rules/${name}`)

if (stale.length > 0) {
  console.error(`stale, run \`npm run gen\`:\n${stale.map(file => `  ${file}`).join('\n')}`)
  process.exitCode = 1
}

function emit({ file, text }: { file: string; text: string }): void {
  written.push(file)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  change(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  })
}

/** Removes the page of something that is no more. */
function drop(file: string): void {
  if (!written.includes(file)) change(file, () => rmSync(file))
}

function change(file: string, act: () => void): void {
  if (isCheck) {
    stale.push(file)
    return
  }
  act()
  console.log(`wrote ${file}`)
}
