import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { defineProbe, type ProbeContext } from '../doctor-probe.ts'
import { isExposed, readPgpass } from '../pgpass.ts'

export const passwordFile = defineProbe({
  name: 'password-file',
  title: 'Password file',
  theme: 'Connection',
  group: 'security',
  why: 'Others on this machine could read the passwords in it; libpq, and pgwright, do not use such a file.',
  async check(context) {
    const { warning } = await readPgpass(findFile(context))
    if (warning === undefined) return {}
    const remedy = 'pgwright doctor --fix takes the permissions of others away.'
    return { problems: [{ severity: 'warning', message: warning, remedy }] }
  },
  async fix(context) {
    const file = findFile(context)
    const facts = await stat(file)
    if (!facts.isFile() || !isExposed(facts.mode)) return []
    await chmod(file, 0o600)
    return [`Made ${file} readable by its owner only.`]
  },
})

function findFile({ conninfo, env, home }: ProbeContext): string {
  return conninfo?.settings.passfile?.value || env.PGPASSFILE || join(home, '.pgpass')
}
