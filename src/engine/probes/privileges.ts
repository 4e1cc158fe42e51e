import { defineProbe, type Problem } from '../doctor-probe.ts'

interface Privileges {
  user: string
  quotedUser: string
  superuser: boolean
  createdb: boolean
  monitor: boolean
  settings: boolean
  stats: boolean
  create: boolean
}

export const privileges = defineProbe({
  name: 'privileges',
  title: 'Privileges',
  theme: 'Database',
  group: 'security',
  why: "Without pg_monitor the statements, locks and statistics of others' sessions are hidden.",
  needs: 'session',
  async check({ session }) {
    const [row] = await session!.query<Privileges>(`
      select rolname as "user", quote_ident(rolname) as "quotedUser", rolsuper as superuser,
        rolcreatedb or rolsuper as createdb,
        pg_has_role(oid, 'pg_monitor', 'usage') as monitor,
        pg_has_role(oid, 'pg_read_all_settings', 'usage') as settings,
        pg_has_role(oid, 'pg_read_all_stats', 'usage') as stats,
        has_database_privilege(oid, current_database(), 'create') as "create"
      from pg_roles where rolname = current_user`)
    const facts = [
      { setting: 'User', value: row!.user, source: 'current_user' },
      { setting: 'Superuser', value: yesOrNo(row!.superuser), source: 'pg_roles' },
      { setting: 'May create databases', value: yesOrNo(row!.createdb), source: 'pg_roles' },
      { setting: 'May create schemas', value: yesOrNo(row!.create), source: 'database privileges' },
      { setting: 'pg_monitor', value: yesOrNo(row!.monitor), source: 'membership' },
      { setting: 'pg_read_all_settings', value: yesOrNo(row!.settings), source: 'membership' },
      { setting: 'pg_read_all_stats', value: yesOrNo(row!.stats), source: 'membership' },
    ]
    return { facts, problems: judgePrivileges(row!) }
  },
})

function judgePrivileges({ user, quotedUser, superuser, monitor }: Privileges): Problem[] {
  if (superuser) {
    const remedy = 'Use an own login with pg_monitor for looking at a database.'
    return [{ severity: 'info', message: `"${user}" is a superuser: nothing would stop a mistake`, remedy }]
  }
  if (monitor) return []
  const message = `"${user}" is no member of pg_monitor, so much of the server is hidden`
  return [
    { severity: 'warning', message, remedy: 'Let it see them', sql: `GRANT pg_monitor TO ${quotedUser};` },
  ]
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
