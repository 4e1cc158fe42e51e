import { join } from 'node:path'
import { type Keyword, keywordFacts, keywords } from './conninfo-keywords.ts'
import type { ConninfoValues } from './conninfo-string.ts'
import { ConninfoError } from './errors.ts'

/** A value and where it came from, such as `DATABASE_URL`, `service file ~/.pg_service.conf [shop]` or `default`. */
export interface Setting {
  value: string
  source: string
}

export type Settings = Partial<Record<Keyword, Setting>>

/** What the PG* variables say. */
export function readEnvironment(env: NodeJS.ProcessEnv): ConninfoValues {
  const named = keywords.map(keyword => [keyword, env[keywordFacts[keyword].env ?? '']] as const)
  return Object.fromEntries(named.filter(([, value]) => value !== undefined))
}

/** What libpq falls back to; the files need not be there. */
export function listDefaults(settings: Settings, home: string, osUser: string): ConninfoValues {
  const user = settings.user?.value ?? osUser
  const fixed = keywords.map(keyword => [keyword, keywordFacts[keyword].default] as const)
  return {
    ...Object.fromEntries(fixed.filter(([, value]) => value !== undefined)),
    user,
    dbname: user,
    passfile: join(home, '.pgpass'),
    sslcert: join(home, '.postgresql', 'postgresql.crt'),
    sslkey: join(home, '.postgresql', 'postgresql.key'),
    sslrootcert: join(home, '.postgresql', 'root.crt'),
    // The system's certificates vouch for names only: https://www.postgresql.org/docs/current/libpq-ssl.html
    ...(settings.sslrootcert?.value === 'system' && { sslmode: 'verify-full' }),
  }
}

/** Refuses what cannot be understood or honoured, and warns of what has no effect. */
export function checkSetting(keyword: Keyword, setting: Setting | undefined): string[] {
  if (setting === undefined) return []
  const { values, isInteger, refused, ignored, harmless } = keywordFacts[keyword]
  const { value, source } = setting
  if (values !== undefined && !values.includes(value)) {
    const hint = value === 'no-verify' ? "node-postgres' no-verify is sslmode=require." : undefined
    throw new ConninfoError(
      `${keyword} cannot be "${value}" (${source}); it is one of ${values.join(', ')}`,
      { hint },
    )
  }
  if (isInteger && !/^\s*[+-]?\d+\s*$/.test(value)) {
    throw new ConninfoError(`${keyword} has to be a whole number (${source})`)
  }
  if (harmless?.includes(value)) return []
  if (refused !== undefined) {
    throw new ConninfoError(`${keyword} is not supported (${source}): ${refused}`, {
      hint: `Leave ${keyword} out.`,
    })
  }
  return ignored === undefined ? [] : [`${keyword} has no effect (${source}): ${ignored}.`]
}
