import { defineProbe, type Problem } from '../doctor-probe.ts'

interface Link {
  isSocket: boolean
  isLoopback: boolean
  ssl: boolean
  version: string | null
  cipher: string | null
}

export const encryption = defineProbe({
  name: 'encryption',
  title: 'Encryption',
  theme: 'Database',
  group: 'security',
  why: 'Whoever is between this machine and the server can read, and change, what is not encrypted and verified.',
  needs: 'session',
  async check({ conninfo, session }) {
    const [link] = await session!.query<Link>(`
      select inet_server_addr() is null as "isSocket",
        inet_server_addr() = inet_client_addr() as "isLoopback", ssl, version, cipher
      from pg_stat_ssl where pid = pg_backend_pid()`)
    const { sslmode } = conninfo!.settings
    const facts = [{ setting: 'Encryption in use', value: describe(link!), source: 'pg_stat_ssl' }]
    return { facts, problems: judgeLink(link!, sslmode!.value) }
  },
})

function describe({ isSocket, ssl, version, cipher }: Link): string {
  if (isSocket) return 'none: a Unix socket'
  return ssl ? `${version}, ${cipher}` : 'none'
}

function judgeLink({ isSocket, isLoopback, ssl }: Link, sslmode: string): Problem[] {
  if (isSocket || isLoopback) return []
  const remedy = 'Use sslmode=verify-full with the authority that signed the certificate as sslrootcert.'
  if (!ssl) return [{ severity: 'warning', message: 'The connection is not encrypted', remedy }]
  if (sslmode === 'verify-full') return []
  const message = `The connection is encrypted, and sslmode=${sslmode} does not make sure whose server it is`
  return [{ severity: 'info', message, remedy }]
}
