import { readdirSync, readFileSync } from 'node:fs'
import { rooms } from '../floors.ts'

const reExports = /^(export (type )?(\{[^}]*\}|\*( as \w+)?) from '[^']+'\s*)*$/

/** Rooms that are not on the list of floors, or show more than re-exports at their `index.ts`. */
export function findUnruly(): string[] {
  const folders = readdirSync('src', { withFileTypes: true }).flatMap(it => (it.isDirectory() ? it.name : []))
  return [
    ...folders
      .filter(folder => !rooms.includes(folder))
      .map(folder => `src/${folder} is on no floor of scripts/floors.ts`),
    ...rooms
      .filter(room => !folders.includes(room))
      .map(room => `src/${room}, on the list of floors, is not there`),
    ...['.', ...folders]
      .filter(folder => folder !== 'cli' && !isIndexOfReExports(`src/${folder}/index.ts`))
      .map(folder => `src/${folder} needs an index.ts that only re-exports`),
  ]
}

function isIndexOfReExports(file: string): boolean {
  try {
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    return reExports.test(code.trim())
  } catch {
    return false
  }
}
