import { existsSync } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { didYouMean, UsageError } from '../base/index.ts'
import type { Config } from './config-schema.ts'

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map(ending => `pgwright.config.${ending}`)

/**
 * The configuration of a project: the file given, else the nearest one in this folder or above it, up to the root of the
 * git repository. Paths in it are relative to it.
 *
 * @throws {UsageError} for a file that is not there, or a key or value that has no meaning.
 */
export async function loadConfig(file?: string): Promise<Config> {
  const found = file === undefined ? await findConfig(process.cwd()) : resolve(file)
  if (found === undefined) return {}
  const { configKeys, configSchema } = await import('./config-schema.ts')
  const result = configSchema.safeParse(await readConfig(found))
  if (!result.success) throw explainIssue(found, result.error.issues[0]!, configKeys)
  return resolvePaths(result.data, dirname(found))
}

async function findConfig(start: string): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    const named = names.map(name => join(folder, name)).find(path => existsSync(path))
    if (named !== undefined) return named
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && (await readConfig(manifest)) !== undefined) return manifest
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined
  }
}

async function readConfig(file: string): Promise<unknown> {
  try {
    await access(file) // the loaders below would name themselves
    if (file.endsWith('package.json')) return JSON.parse(await readFile(file, 'utf8')).pgwright
    if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8'))
    if (/\.m?ts$/.test(file)) return await importTypeScript(file)
    return (await import(pathToFileURL(file).href)).default
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  return createJiti(import.meta.url).import(file, { default: true })
}

interface Issue {
  path: PropertyKey[]
  message: string
  /** The keys that nobody knows. */
  keys?: string[]
}

function explainIssue(
  file: string,
  { path, message, keys }: Issue,
  keysBySection: Record<string, string[]>,
): UsageError {
  const [unknown] = keys ?? []
  if (unknown === undefined) return new UsageError(`${file}: ${path.join('.')}: ${message}`)
  const guess = didYouMean(unknown, keysBySection[path.join('.')] ?? [])
  return new UsageError(`${file}: there is no key "${[...path, unknown].join('.')}".${guess}`, {
    hint: 'The keys are described in docs/reference/configuration.md.',
  })
}

function resolvePaths(config: Config, folder: string): Config {
  const { review, lint, drift, migrate } = config
  const inFolder = (path: string) => resolve(folder, path)
  // What is not there as a file is a database.
  const ifThere = (path: string) => (existsSync(inFolder(path)) ? inFolder(path) : path)
  return {
    ...config,
    drift: drift && {
      ...drift,
      ...(drift.expected !== undefined && { expected: ifThere(drift.expected) }),
      ...(drift.actual && { actual: drift.actual.map(ifThere) }),
    },
    lint: lint && {
      ...lint,
      ...(lint.overrides && {
        overrides: lint.overrides.map(it => ({ ...it, files: it.files.map(inFolder) })),
      }),
      ...(lint.catalog !== undefined && { catalog: inFolder(lint.catalog) }),
      ...(lint.baseline !== undefined && { baseline: inFolder(lint.baseline) }),
    },
    migrate: migrate && {
      ...migrate,
      ...(migrate.dir !== undefined && { dir: inFolder(migrate.dir) }),
      ...(migrate.hooks && { hooks: resolveHooks(migrate.hooks, folder) }),
    },
    review: review && {
      ...review,
      ...(review.dir !== undefined && { dir: inFolder(review.dir) }),
      ...(review.setup && { setup: review.setup.map(inFolder) }),
      ...(review.seeds && { seeds: review.seeds.map(inFolder) }),
      ...(review.baseline !== undefined && { baseline: inFolder(review.baseline) }),
    },
  }
}

type Hooks = NonNullable<NonNullable<Config['migrate']>['hooks']>

function resolveHooks(hooks: Hooks, folder: string): Hooks {
  return Object.fromEntries(
    Object.entries(hooks).map(([moment, definitions]) => [
      moment,
      definitions.map(it => {
        if (typeof it === 'string') return resolve(folder, it)
        return { ...it, cwd: resolve(folder, it.cwd ?? '.') }
      }),
    ]),
  )
}
