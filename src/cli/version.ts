import { readFileSync } from 'node:fs'

/** The version of the package: `package.json` is one folder above `dist/` and two above `src/cli/`. */
export const version: string = readVersion(['../package.json', '../../package.json'])

function readVersion(candidates: string[]): string {
  for (const candidate of candidates) {
    try {
      return JSON.parse(readFileSync(new URL(candidate, import.meta.url), 'utf8')).version
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  throw new Error('package.json is missing beside the program')
}
