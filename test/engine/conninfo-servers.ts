import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findServerAccount } from '../../src/engine/account.ts'
import { type Cluster, resolveConninfo, startCluster } from '../../src/engine/index.ts'
import { makeCertificate } from './conninfo-certificate.ts'

/** Resolves a connection string with nothing of this machine's own settings in play. */
export async function resolveAlone(database: string, home = '/nonexistent') {
  return resolveConninfo({ database, env: {}, home, osUser: 'postgres' })
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}

/** A folder for certificates and the like; the server's account can read what `give` writes into it. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'pgwright-test-'))
  const account = await findServerAccount()
  const own = async (file: string) => {
    if (account) await chown(file, account.uid, account.gid)
  }
  await own(folder)
  const give = async (name: string, text: string): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, text, { mode: 0o600 })
    await own(file)
    return file
  }
  return {
    give,
    /** The files of a key and a certificate for `localhost` that signs itself. */
    async certify(name: string): Promise<{ key: string; cert: string }> {
      const { key, cert } = makeCertificate(name)
      return { key: await give(`${name}.key`, key), cert: await give(`${name}.crt`, cert) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A server that listens on 127.0.0.1 as well. */
export async function startListening(
  settings: Record<string, string>,
): Promise<{ cluster: Cluster; port: number }> {
  const port = await findFreePort()
  const cluster = await startCluster({
    settings: { listen_addresses: '127.0.0.1', port: String(port), ...settings },
  })
  return { cluster, port }
}
