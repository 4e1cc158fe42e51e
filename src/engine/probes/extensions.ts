import { defineProbe, type Problem } from '../doctor-probe.ts'

/** What pgwright makes use of, and for what. */
const wanted = ['pg_stat_statements', 'hypopg', 'pgstattuple', 'pg_buffercache', 'amcheck']

interface Extension {
  name: string
  available: string | null
  installed: string | null
}

export const extensions = defineProbe({
  name: 'extensions',
  title: 'Extensions',
  theme: 'Database',
  group: 'performance',
  why: 'pg_stat_statements says what applications ask of the database; the others let pgwright look deeper.',
  needs: 'session',
  async check({ session }) {
    const rows = await session!.query<Extension>(
      `select name, default_version as available, installed_version as installed
      from unnest($1::text[]) with ordinality as wanted(name, place)
      left join pg_available_extensions using (name) order by place`,
      [wanted],
    )
    const facts = rows.map(row => ({
      setting: row.name,
      value: describe(row),
      source: 'pg_available_extensions',
    }))
    // The setting is hidden from logins without pg_read_all_settings, then its row is missing.
    const [preloaded] = await session!.query<{ libraries: string }>(
      `select setting as libraries from pg_settings where name = 'shared_preload_libraries'`,
    )
    return { facts, problems: judgeStatements(rows[0]!, preloaded?.libraries) }
  },
})

function describe({ installed, available }: Extension): string {
  if (installed !== null) return `installed, ${installed}`
  return available === null ? 'not available' : `available, ${available}`
}

function judgeStatements(statements: Extension, preloaded: string | undefined): Problem[] {
  if (statements.available === null) return []
  if (preloaded !== undefined && !preloaded.includes(statements.name)) {
    const message = 'pg_stat_statements is not in shared_preload_libraries, so no statement is counted'
    const remedy =
      "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements', then restart the server."
    return [{ severity: 'info', message, remedy }]
  }
  if (statements.installed !== null) return []
  const message = 'pg_stat_statements is not installed in this database'
  return [{ severity: 'info', message, remedy: 'Install it', sql: 'CREATE EXTENSION pg_stat_statements;' }]
}
