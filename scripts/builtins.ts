/**
 * Writes what PostgreSQL's own catalogs say of built-in types, casts and functions, merged over the supported majors: what
 * the prediction must know without a server. To be run when a new major comes; a test compares it with the servers.
 */
import { writeFileSync } from 'node:fs'
import { listServers, startCluster } from '../src/engine/index.ts'
import { readBuiltins } from './read-builtins.ts'

const servers = await listServers()
const oldest = Math.min(...servers.map(({ major }) => major))
const merged: Awaited<ReturnType<typeof readBuiltins>> = {
  types: {},
  casts: {},
  volatile: [],
  stable: [],
  immutable: [],
}
for (const server of servers.toSorted((a, b) => a.major - b.major)) {
  const cluster = await startCluster({ server })
  try {
    await using session = await cluster.connect()
    const { types, casts, volatile, stable, immutable } = await readBuiltins(session)
    Object.assign(merged.types, types)
    for (const [key, cast] of Object.entries(casts)) {
      const isNew = server.major > oldest && merged.casts[key] === undefined
      merged.casts[key] ??= isNew ? { ...cast, since: server.major } : cast
    }
    merged.volatile = [...new Set([...merged.volatile, ...volatile])].sort()
    merged.stable = [...new Set([...merged.stable, ...stable])].sort()
    merged.immutable = [...new Set([...merged.immutable, ...immutable])].sort()
  } finally {
    await cluster.stop()
  }
}
const text = `// Written by \`npx tsx scripts/builtins.ts\` from the catalogs of PostgreSQL; do not edit.
import type { Builtins } from './builtins.ts'

export const builtins: Builtins = ${JSON.stringify(merged)}
`
writeFileSync('src/prediction/builtins.gen.ts', text)
