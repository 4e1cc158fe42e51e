import type pg from 'pg'

/** What a statement did, seen in another way than pgwright's: with nothing but pg_locks and relfilenodes. */
export interface PlainObservation {
  /** Strongest mode by table or matview, where it is more than ROW EXCLUSIVE. */
  locks: Record<string, string>
  /** Tables and matviews whose rows were written into another file. */
  newFiles: string[]
  /** Indexes in a file that no relation had before. */
  newIndexes: string[]
}

const modes = [
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
]
const shortModes = ['SUE', 'S', 'SRE', 'E', 'AE']

/** Runs a statement in a transaction of its own, looks, and takes it back. */
export async function observePlainly(client: pg.Client, sql: string): Promise<PlainObservation> {
  await client.query('begin')
  try {
    const before = await readRelations(client)
    await client.query(sql)
    const held = await client.query<{ oid: string; mode: string }>(
      "select relation::text as oid, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'",
    )
    const after = await readRelations(client)
    const formerFiles = new Set([...before.values()].map(({ file }) => file))
    const locks: Record<string, string> = {}
    for (const [oid, { name, kind }] of before) {
      const strength = Math.max(
        -1,
        ...held.rows.filter(row => row.oid === oid).map(({ mode }) => modes.indexOf(mode)),
      )
      if ('rpmf'.includes(kind) && strength >= 0) locks[name] = shortModes[strength]!
    }
    return {
      locks,
      newFiles: [...before]
        .filter(
          ([oid, { kind, file }]) => 'rm'.includes(kind) && after.has(oid) && after.get(oid)!.file !== file,
        )
        .map(([, { name }]) => name)
        .sort(),
      newIndexes: [...after.values()]
        .filter(({ kind, file }) => kind === 'i' && !formerFiles.has(file))
        .map(({ name }) => name)
        .sort(),
    }
  } finally {
    await client.query('rollback')
  }
}

async function readRelations(client: pg.Client) {
  const { rows } = await client.query<{ oid: string; name: string; kind: string; file: string }>(
    `select oid::text, quote_ident(relname) as name, relkind as kind, relfilenode::text as file from pg_class
     where relnamespace in ('app'::regnamespace, 'public'::regnamespace)`,
  )
  return new Map(rows.map(({ oid, ...rest }) => [oid, rest]))
}
