import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Script } from '../src/history/index.ts'
import table from './histories.json' with { type: 'json' }

/** A public project with migrations. */
export interface Project {
  project: string
  /** The migrations in a checkout. */
  dir: string
  /** The layout, where it cannot be told from the folder. */
  layout?: string
  /** What the project's own platform provides, in `setup/`. */
  setup?: string
}

/** The projects of `histories.json` whose names have all these parts in them and of which there is a checkout in `from`. */
export function listProjects(from: string, parts: readonly string[]): (Project & { folder: string })[] {
  return (table as Project[])
    .filter(({ project }) => parts.every(part => project.includes(part)))
    .map(project => ({ ...project, folder: join(from, project.project.replace('/', '+'), project.dir) }))
    .filter(({ project, folder }) => {
      if (!existsSync(folder)) console.error(`${project}: there is no ${folder}`)
      return existsSync(folder)
    })
}

export function setupFile(setup: string): string {
  return fileURLToPath(new URL(`setup/${setup}`, import.meta.url))
}

export async function readSetup({ setup }: Project): Promise<Script[]> {
  if (setup === undefined) return []
  const file = setupFile(setup)
  return [{ file, text: await readFile(file, 'utf8'), execution: 'autocommit' }]
}
