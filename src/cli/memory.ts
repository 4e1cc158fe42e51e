import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../engine/index.ts'
import { version } from './version.ts'

/** Where `pgwright lint` remembers; nowhere while the program runs from its sources, which may change between two runs. */
export function openMemory(): { folder: string; program: string } | undefined {
  const file = fileURLToPath(import.meta.url)
  if (file.endsWith('.ts')) return undefined
  // Every build writes its files anew.
  return { folder: join(cacheFolder(), 'lint'), program: `${version} ${file} ${statSync(file).mtimeMs}` }
}
