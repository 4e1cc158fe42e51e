/**
 * Runs one tool in a process of its own: `worker.mjs <tool>`, which answers each message `{ from, to }` with what the tool says
 * of `to`, or of both where it compares, as `{ text, peakBytes }` or `{ error }`.
 */

/** By a name that is not read as a dependency of the project; what is CommonJS has its exports as the default. */
const load = async name => {
  const module = await import(name)
  return { ...module.default, ...module }
}

const tools = {
  async pgwright() {
    const { connectTarget, readCatalog, resolveConninfo } = await load('../../dist/index.mjs')
    return async ({ to }) => {
      const session = await connectTarget(await resolveConninfo({ database: to }))
      try {
        return [...(await readCatalog(session)).values()]
      } finally {
        await session.close()
      }
    }
  },
  async migra() {
    const { createClient } = await load('@pgkit/client')
    const { run } = await load('@pgkit/migra')
    return async ({ from, to }) => {
      const clients = [createClient(from), createClient(to)]
      try {
        const { sql } = await run(...clients, { unsafe: true, withPrivileges: true })
        return sql
      } finally {
        for (const client of clients) await client.end()
      }
    }
  },
  async 'pg-delta'() {
    const pg = await load('pg')
    const { diff, extract } = await load('@supabase/pg-delta')
    const read = async url => {
      const pool = new pg.Pool({ connectionString: url, max: 1 })
      try {
        return (await extract(pool, { statementTimeoutMs: 300_000 })).factBase
      } finally {
        await pool.end()
      }
    }
    return async ({ from, to }) =>
      from === to ? void (await read(to)) : diff(await read(from), await read(to))
  },
  async 'extract-pg-schema'() {
    const { extractSchemas } = await load('extract-pg-schema')
    return ({ to }) => extractSchemas({ connectionString: to })
  },
  async 'pg-introspection'() {
    const pg = await load('pg')
    const { makeIntrospectionQuery, parseIntrospectionResults } = await load('pg-introspection')
    return async ({ to }) => {
      const client = new pg.Client({ connectionString: to })
      await client.connect()
      try {
        const { rows } = await client.query(makeIntrospectionQuery())
        parseIntrospectionResults(rows[0].introspection)
        return rows[0].introspection
      } finally {
        await client.end()
      }
    }
  },
}

const use = await tools[process.argv[2]]()

process.on('message', async message => {
  try {
    const said = await use(message)
    const text = message.isQuiet ? '' : typeof said === 'string' ? said : JSON.stringify(said, plain)
    process.send({ text, peakBytes: process.resourceUsage().maxRSS * 1024 })
  } catch (error) {
    process.send({
      error: String(error?.message ?? error)
        .trim()
        .split('\n')[0],
    })
  }
})
process.send({ isReady: true })

function plain(_key, value) {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Map ? [...value] : value
}
