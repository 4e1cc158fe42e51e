import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type Attempt, listAttempts } from './conninfo-attempts.ts'
import { chooseDatabase, type GivenDatabase } from './conninfo-choice.ts'
import { type Keyword, keywordFacts, keywords } from './conninfo-keywords.ts'
import { checkSetting, listDefaults, readEnvironment, type Settings } from './conninfo-settings.ts'
import type { ConninfoValues } from './conninfo-string.ts'
import { readPgpass } from './pgpass.ts'
import { readService } from './service-file.ts'

/** Where connection information may come from. */
export interface ConninfoOptions extends GivenDatabase {
  home?: string
  osUser?: string
}

/** Where and how to connect, completely: nothing else is asked. It holds passwords; see `describeConninfo`. */
export interface Conninfo {
  settings: Settings
  /** The addresses to try, in order. */
  attempts: Attempt[]
  /** What was given and has no effect. */
  warnings: string[]
}

/**
 * Finds out where to connect: what was given (the option, then PGWRIGHT_DATABASE_URL, DATABASE_URL, the
 * configuration), completed as libpq does from the service file, the PG* variables and its defaults.
 * @throws ConninfoError when something is malformed, contradicts itself or cannot be honoured.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html
 */
export async function resolveConninfo(options: ConninfoOptions = {}): Promise<Conninfo> {
  const { env = process.env, home = homedir(), osUser = userInfo().username } = options
  const choice = chooseDatabase(options, env)
  const settings: Settings = {}
  const fill = (values: ConninfoValues, source: (keyword: Keyword) => string) => {
    for (const keyword of keywords) {
      const value = values[keyword]
      if (value !== undefined) settings[keyword] ??= { value, source: source(keyword) }
    }
  }

  fill(choice.values, () => choice.source)
  const service = settings.service?.value ?? env.PGSERVICE
  if (service) {
    const { file, values } = await readService(service, env, home)
    fill(values, () => `service file ${shortenHome(file, home)} [${service}]`)
  }
  fill(readEnvironment(env), keyword => keywordFacts[keyword].env!)
  for (const keyword of keywords) if (settings[keyword]?.value === '') delete settings[keyword]
  fill(listDefaults(settings, home, osUser), () => 'default')

  const warnings = [
    ...choice.warnings,
    ...keywords.flatMap(keyword => checkSetting(keyword, settings[keyword])),
  ]
  const pgpass = await readPgpass(settings.passfile!.value)
  if (pgpass.warning !== undefined && settings.password === undefined) warnings.push(pgpass.warning)
  const source = `password file ${shortenHome(pgpass.file, home)}`
  return { settings, attempts: await listAttempts(settings, { entries: pgpass.entries, source }), warnings }
}

function shortenHome(file: string, home: string): string {
  return file.startsWith(join(home, '/')) ? join('~', file.slice(home.length)) : file
}
