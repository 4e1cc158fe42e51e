import { defineProbe, type Problem } from '../doctor-probe.ts'

/** Last day of support of each major: https://www.postgresql.org/support/versioning/ */
const supportedUntil: Record<number, string> = {
  14: '2026-11-12',
  15: '2027-11-11',
  16: '2028-11-09',
  17: '2029-11-08',
  18: '2030-11-14',
}

export const serverVersion = defineProbe({
  name: 'server-version',
  title: 'Server version',
  theme: 'Database',
  group: 'compatibility',
  why: 'pgwright knows what PostgreSQL 14 to 18 do; a major past its end of life gets no fixes any more.',
  needs: 'session',
  async check({ session }) {
    const [row] = await session!.query<{ version: string; role: string }>(
      `select current_setting('server_version') as version,
        case when pg_is_in_recovery() then 'standby' else 'primary' end as role`,
    )
    const facts = [
      { setting: 'PostgreSQL', value: row!.version, source: 'server_version' },
      { setting: 'Role', value: row!.role, source: 'pg_is_in_recovery()' },
    ]
    return { facts, problems: judgeMajor(session!.major, new Date()) }
  },
})

export function judgeMajor(major: number, today: Date): Problem[] {
  const known = Object.keys(supportedUntil).map(Number)
  const remedy = 'Upgrade: https://www.postgresql.org/docs/current/upgrading.html'
  if (major < Math.min(...known)) {
    return [{ severity: 'error', message: `PostgreSQL ${major} is older than pgwright knows`, remedy }]
  }
  if (major > Math.max(...known)) {
    return [
      {
        severity: 'warning',
        message: `PostgreSQL ${major} is newer than this pgwright`,
        remedy: 'Update pgwright.',
      },
    ]
  }
  const end = supportedUntil[major]!
  if (today <= new Date(`${end}T23:59:59Z`)) return []
  return [
    { severity: 'warning', message: `PostgreSQL ${major} is past its end of life, which was ${end}`, remedy },
  ]
}
