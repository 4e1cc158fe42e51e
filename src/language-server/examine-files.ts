import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  type Execution,
  type History,
  type HistoryOptions,
  type HistorySettings,
  NoHistoryError,
  readHistory,
} from '../history/index.ts'
import { foldHistory, lintText, type Policy } from '../lint/index.ts'
import type { Model } from '../prediction/index.ts'
import type { Examine } from './examination.ts'

export interface ExamineOptions extends HistorySettings {
  /** What is known of the database where a file is no migration; without it, nothing. */
  model?: Model
  /** The folder of the project's migrations; any other file is looked for among the migrations of its own folder. */
  dir?: string
  /** The layout of migration folders by the name of their tool, instead of finding out. */
  layout?: string
  major?: number
  policy?: Policy
  /** How files that are no migrations are sent to the server. */
  execution?: Execution
}

/** A migration folder, and what its migrations before each of them make. */
interface Project {
  history: History
  /** When the folder was changed, in milliseconds. */
  changedMs: number
  models: Map<string, Promise<Model>>
}

/** Examines documents by the folders that they lie in: a migration after those before it, as the disk holds them. */
export function examineFiles(options: ExamineOptions): Examine {
  const projects = new Map<string, Project | undefined>()

  async function findProject({ folder, isPlain }: Place): Promise<Project | undefined> {
    const changedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0
    const key = `${isPlain} ${folder}`
    const known = projects.get(key)
    if (known?.changedMs === changedMs) return known
    const history = await readFolder(folder, {
      ...options,
      ...{ format: options.layout, isOfTool: !isPlain, isComplete: false },
    })
    const project = history && { history, changedMs, models: new Map() }
    projects.set(key, project)
    return project
  }

  /** The project that a file is a migration of, and its place there. */
  async function findMigration(file: string) {
    for (const place of placesOf(file, options.dir)) {
      const project = await findProject(place)
      const index = project?.history.migrations.findIndex(({ up }) => resolve(up.file) === file) ?? -1
      if (project !== undefined && index >= 0) return { project, index }
    }
    return undefined
  }

  return async (file, text) => {
    const { major, policy, execution } = options
    const found = await findMigration(file)
    if (found === undefined) return lintText({ file, text, model: options.model, major, policy, execution })
    const { project, index } = found
    const model = project.models.get(file) ?? foldBefore(project.history, index, major)
    project.models.set(file, model)
    const { up } = project.history.migrations[index]!
    return lintText({ file, text, model: await model, policy, execution: up.execution })
  }
}

/** Where the history of a file may be; `isPlain` where any SQL file counts as a migration. */
interface Place {
  folder: string
  isPlain: boolean
}

/** Some tools keep each migration in a folder of its own, so the one above comes before the file's own as plain files. */
function placesOf(file: string, dir: string | undefined): Place[] {
  const own = dirname(file)
  return [
    ...(dir === undefined ? [] : [{ folder: dir, isPlain: true }]),
    { folder: own, isPlain: false },
    { folder: dirname(own), isPlain: false },
    { folder: own, isPlain: true },
  ]
}

async function foldBefore(history: History, index: number, major?: number): Promise<Model> {
  return (await foldHistory(history, history.migrations.slice(0, index), { major })).model
}

/** The history whose scripts lie in a folder; a folder that is none, or that no tool would read, is just a folder. */
async function readFolder(folder: string, options: HistoryOptions): Promise<History | undefined> {
  try {
    return await readHistory(folder, options)
  } catch (error) {
    if (error instanceof NoHistoryError || options.format === undefined) return undefined
    throw error
  }
}
