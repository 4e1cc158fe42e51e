/**
 * Writes what follows from the code: registries of the open sets, JSON Schemas and the pages of docs.
 * `gen --check` writes nothing and fails when something is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { listMembers, openSets } from './open-sets.ts'
import { renderRegistry } from './registry.ts'
import { publishedSchemas } from './schemas.ts'

const isCheck = process.argv.includes('--check')
const stale: string[] = []

for (const set of openSets) {
  if (listMembers(set).length > 0) emit(set.registry, await renderRegistry(set))
}

for (const { file, text } of publishedSchemas) emit(file, text)

if (stale.length > 0) {
  console.error(`stale, run \`npm run gen\`:\n${stale.map(file => `  ${file}`).join('\n')}`)
  process.exitCode = 1
}

function emit(file: string, text: string): void {
  if (read(file) === text) return
  if (isCheck) {
    stale.push(file)
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(`wrote ${file}`)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
