import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  formats,
  type Migration,
  pendingInDatabase,
  readHistory,
  readToolLedger,
  workAlongside,
} from '../../src/history/index.ts'
import { catchUp, importLedger, migrateUp, readStatus } from '../../src/migrate/index.ts'
import { type Lab, useLab } from './lab.ts'
import { type ToolCase, toolCases } from './tools.ts'

const lab = useLab()

/** A folder and a database in which its tool has applied the first migration. */
async function open({ files, format, first }: Pick<ToolCase, 'files' | 'format' | 'first'>) {
  const opened = await lab.open({ '.git/HEAD': '', ...files })
  const connect = () => lab.cluster().connect(opened.database)
  const read = () => readHistory(opened.folder, { format })
  const { bookkeeping } = await read()
  await opened.session.execute(bookkeeping!)
  await opened.session.execute(first)
  return { ...opened, connect, read }
}

const refused = (message: RegExp) => ({
  code: 'PGWRIGHT_MIGRATION_REFUSED',
  exit: 4,
  message: expect.stringMatching(message),
})

describe.each(toolCases)('$format', tool => {
  test('what it has applied is imported, and the rest is applied beside it', async () => {
    const { session, connect, read } = await open(tool)
    const history = await read()
    await expect(migrateUp(history, { connect })).rejects.toMatchObject(refused(/applied by another tool/))
    expect(await session.query("select to_regclass('pgwright_ledger') as name")).toEqual([{ name: null }])
    expect((await readStatus(history, { connect })).migrations.map(({ state }) => state)).toEqual([
      'unimported',
      ...history.migrations.slice(1).map(() => 'pending'),
    ])
    const planned = await importLedger(history, { connect, isDryRun: true })
    const imported = await importLedger(history, { connect })
    expect(planned.entries.map(({ version }) => version)).toEqual([history.migrations[0]!.version])
    expect(imported.entries.map(({ details }) => details.isVerified)).toEqual([tool.isVerified])
    expect(await session.query('select version, origin, outcome from pgwright_ledger')).toEqual([
      { version: history.migrations[0]!.version, origin: 'import', outcome: 'applied' },
    ])
    const { applied } = await migrateUp(history, { connect, alongside: true })
    expect(applied).toHaveLength(history.migrations.length - 1)
    expect(await session.query(tool.select)).toEqual(tool.all)
    const theirs = await readToolLedger(history, session)
    expect(theirs?.applied.map(({ migration }) => migration)).toEqual(history.migrations)
    expect(theirs).toMatchObject({ unknown: [], failed: [] })
    expect((await importLedger(history, { connect })).entries).toEqual([])
  })

  test('what was done without telling it is caught up', async () => {
    const { session, connect, read } = await open(tool)
    const history = await read()
    await importLedger(history, { connect })
    await migrateUp(history, { connect })
    const { added } = await catchUp(history, { connect })
    expect(added).toEqual(history.migrations.filter((it, index) => index > 0 && isKept(tool, it)))
    expect(await session.query(tool.select)).toEqual(tool.all)
    const [, last] = history.migrations as [Migration, Migration]
    await session.query("update pgwright_ledger set outcome = 'reverted' where version = $1", [last.version])
    expect((await catchUp(history, { connect })).removed).toContain(last)
    const left = (await readToolLedger(history, session))?.applied.map(({ migration }) => migration)
    expect(left).not.toContain(last)
    expect(left).toContain(history.migrations[0])
  })

  test('what is taken back is gone from its ledger', async () => {
    const { session, connect, read } = await open(tool)
    const history = await read()
    await importLedger(history, { connect })
    await migrateUp(history, { connect, alongside: true })
    const last = history.migrations.findLast(({ isRepeatable }) => !isRepeatable)!
    await (await workAlongside(history, session)).remove(session, last, 1)
    const theirs = await readToolLedger(history, session)
    expect(theirs?.applied.map(({ migration }) => migration)).toEqual(
      history.migrations.filter(migration => migration !== last),
    )
    expect(theirs?.unknown).toEqual([])
  })
})

const [dbmate] = toolCases as [ToolCase]

/** What Graphile Migrate is working on is in no ledger. */
function isKept({ format }: ToolCase, { isRepeatable }: Migration): boolean {
  return format !== 'graphile-migrate' || !isRepeatable
}

/** Where a tool keeps its ledger when it is told to, and by what. */
const elsewhere: { format: string; files?: Record<string, string>; toolTable?: string; move: string }[] = [
  {
    format: 'dbmate',
    files: { '.env': 'DATABASE_URL=x\nexport DBMATE_MIGRATIONS_TABLE="tools.Versions"\n' },
    move: 'alter table schema_migrations set schema tools; alter table tools.schema_migrations rename to "Versions"',
  },
  {
    format: 'drizzle',
    files: {
      'drizzle.config.ts':
        "export default defineConfig({ dialect: 'postgresql', migrations: {\n  table: 'versions', schema: 'tools' } })\n",
    },
    move: 'alter table drizzle.__drizzle_migrations set schema tools; alter table tools.__drizzle_migrations rename to versions',
  },
  {
    format: 'flyway',
    files: { 'flyway.toml': '[flyway]\ntable = "My History"\nschemas = ["tools", "public"]\n' },
    move: 'alter table flyway_schema_history set schema tools; alter table tools.flyway_schema_history rename to "My History"',
  },
  {
    format: 'golang-migrate',
    toolTable: '"Versions"',
    move: 'alter table schema_migrations rename to "Versions"',
  },
  {
    format: 'goose',
    files: { '.env': 'GOOSE_TABLE=tools.versions # all of them\n' },
    move: 'alter table goose_db_version set schema tools; alter table tools.goose_db_version rename to versions',
  },
  {
    format: 'liquibase',
    files: {
      'liquibase.properties':
        'changeLogFile: a.sql\nliquibase.liquibaseSchemaName: tools\ndatabaseChangeLogTableName=CHANGES\n',
    },
    move: 'alter table databasechangelog set schema tools; alter table tools.databasechangelog rename to changes',
  },
  {
    format: 'node-pg-migrate',
    toolTable: 'tools.versions',
    move: 'alter table pgmigrations set schema tools; alter table tools.pgmigrations rename to versions',
  },
  {
    format: 'sqitch',
    files: { 'sqitch.conf': '[engine "pg"]\n\tregistry = tools\n' },
    move: 'drop schema tools; alter schema sqitch rename to tools',
  },
  {
    format: 'sqlx',
    files: { 'sqlx.toml': '[migrate]\ntable-name = "tools.versions"\n' },
    move: 'alter table _sqlx_migrations set schema tools; alter table tools._sqlx_migrations rename to versions',
  },
]

test.each(elsewhere)('$format with a table of its own name', async ({ format, files, toolTable, move }) => {
  const tool = toolCases.find(it => it.format === format)!
  const { session, connect, read } = await open({ ...tool, files: { ...tool.files, ...files } })
  await session.execute(`create schema tools; ${move}`)
  const history = { ...(await read()), ...(toolTable && { toolTable }) }
  await expect(migrateUp(history, { connect })).rejects.toMatchObject(refused(/applied by another tool/))
  expect((await importLedger(history, { connect })).entries).toHaveLength(1)
  await migrateUp(history, { connect, alongside: true })
  const theirs = await readToolLedger(history, session)
  expect(theirs?.applied.map(({ migration }) => migration)).toEqual(history.migrations)
  expect(theirs?.qualified).toMatch(/^tools\.|"Versions"$/)
})

test('a table is named on the command line, also for what is caught up; one that is not there is refused', async () => {
  const { migrate, session } = await open(dbmate)
  await session.execute('alter table schema_migrations rename to versions')
  expect(await migrate('import')).toMatchObject({ exit: 4, stderr: expect.stringContaining('--from-table') })
  expect(await migrate('import', '--from-table', 'versions')).toMatchObject({ exit: 0 })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  const args = ['repair', '--alongside', '--from-table']
  expect(await migrate(...args, 'version')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('there is no table version'),
  })
  const caught = await migrate(...args, 'versions')
  expect(caught, caught.stderr).toMatchObject({ exit: 0, stdout: expect.stringContaining('2 migrations') })
  expect(await session.query('select version from versions order by 1')).toEqual(dbmate.all)
})

test('every tool whose ledger can be written is tried', () => {
  const written = formats.filter(({ ledger }) => ledger?.add !== undefined).map(({ name }) => name)
  expect(toolCases.map(({ format }) => format).sort()).toEqual(written.filter(it => it !== 'supabase').sort())
})

describe.each(toolCases.filter(({ isVerified }) => isVerified))('$format keeps hashes', tool => {
  test('a file that was edited since is refused, other line ends are not', async () => {
    const { folder, connect, read } = await open(tool)
    // The chain of Graphile Migrate is checked when the folder is read.
    if (tool.format === 'graphile-migrate') return
    const { up } = (await read()).migrations[0]!
    const file = up.file.startsWith('/') ? up.file : join(process.cwd(), up.file)
    expect(file.startsWith(folder)).toBe(true)
    const text = Object.entries(tool.files).find(([path]) => file.endsWith(path))![1]
    writeFileSync(file, text.replaceAll('\n', '\r\n'))
    expect((await importLedger(await read(), { connect, isDryRun: true })).entries).toHaveLength(1)
    writeFileSync(file, text.replace('bigint', 'int'))
    await expect(importLedger(await read(), { connect })).rejects.toMatchObject(refused(/edited since/))
  })
})

describe.each(toolCases.filter(({ spoil }) => spoil !== undefined))('$format tells failures', tool => {
  test('what did not end well is refused, and is not applied either', async () => {
    const { session, connect, read } = await open(tool)
    await session.execute(tool.spoil!)
    const history = await read()
    await expect(importLedger(history, { connect })).rejects.toMatchObject({
      ...refused(/failed|not finished/),
      hint: expect.stringContaining('what it left'),
    })
    await expect(migrateUp(history, { connect })).rejects.toMatchObject(refused(/another tool/))
  })
})

const flyway = toolCases.find(({ format }) => format === 'flyway')!

test('what the folder lacks is refused, with all that contradicts in one list', async () => {
  const { session, migrate } = await open(flyway)
  await session.execute(`insert into flyway_schema_history values
    (4, '2', 'c', 'SQL', 'V2__c.sql', 1, 'ann', now(), 1, true), (5, '3', 'd', 'JDBC', 'd', null, 'ann', now(), 1, true);
    update flyway_schema_history set checksum = 1 where installed_rank = 1`)
  const { exit, stderr } = await migrate('import')
  expect(exit, stderr).toBe(4)
  expect(stderr).toMatch(
    /V1_9__a.sql: edited since it was applied\n\s+2: applied, but not in the folder\n\s+3: applied/,
  )
})

test('what Flyway has below its baseline is applied, and a repeatable migration that is another since is not', async () => {
  const { session, connect, read } = await open({ ...flyway, first: 'select 1' })
  await session.execute(`insert into flyway_schema_history values
    (1, '1.9.5', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null, 'ann', now(), 0, true),
    (2, null, 'v', 'SQL', 'R__v.sql', 1, 'ann', now(), 1, true)`)
  const { entries } = await importLedger(await read(), { connect })
  expect(entries.map(({ version }) => version)).toEqual(['1.9'])
})

test('what is pending is asked of both ledgers', async () => {
  const { session, connect, read } = await open(dbmate)
  const history = await read()
  const pending = async () =>
    (await pendingInDatabase(history, session)).pending.map(({ version }) => version)
  expect(await pending()).toEqual(['20240102000000', '20240103000000'])
  await importLedger(history, { connect })
  await migrateUp(history, { connect, target: '20240102000000' })
  expect(await pending()).toEqual(['20240103000000'])
  // Without pgwright, later on.
  await session.execute("insert into schema_migrations values ('20240103000000')")
  expect(await pending()).toEqual([])
  await expect(migrateUp(history, { connect })).rejects.toMatchObject(refused(/another tool/))
  expect((await importLedger(history, { connect })).entries).toHaveLength(1)
})

test('a database without a ledger to import is refused', async () => {
  const { connect, read, session } = await open(dbmate)
  await session.execute('drop table schema_migrations')
  await expect(importLedger(await read(), { connect })).rejects.toMatchObject(refused(/no ledger of dbmate/))
})

test('the commands say what they would do, what they did, and when and by whom it was applied', async () => {
  const { migrate, session }: Lab = await open(toolCases.find(({ format }) => format === 'sqitch')!)
  expect(await migrate('status')).toMatchObject({
    exit: 1,
    stdout: expect.stringContaining('applied by another tool'),
  })
  expect(await migrate('up')).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('pgwright migrate import'),
  })
  const { exit, stdout } = await migrate('import', '--json')
  expect(exit).toBe(0)
  const { facts } = JSON.parse(stdout)
  expect(facts.entries[0].details).toMatchObject({ from: 'sqitch.changes', by: 'Ann', isVerified: true })
  const [entry] = await session.query(
    `select finished_at = (details->>'at')::timestamptz as "isThen", details->>'by' as by from pgwright_ledger`,
  )
  expect(entry).toEqual({ isThen: true, by: 'Ann' })
  expect(await migrate('import')).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('Nothing to import'),
  })
  expect(await migrate('up', '--alongside')).toMatchObject({ exit: 0 })
})

test('the tool’s ledger is made where it is not there, and a migration that fails is in neither', async () => {
  const { session, connect, read } = await open({ ...dbmate, first: 'drop table schema_migrations' })
  await session.execute('create table c (id int)')
  await expect(migrateUp(await read(), { connect, alongside: true })).rejects.toMatchObject({ exit: 5 })
  expect(await session.query('select version from schema_migrations order by 1')).toEqual(
    dbmate.all.slice(0, 2),
  )
  await session.execute('drop table c')
  await migrateUp(await read(), { connect, alongside: true })
  expect(await session.query(dbmate.select)).toEqual(dbmate.all)
})

test('a changeset that Liquibase would run again keeps its row, also with a delimiter of its own', async () => {
  const file = (...text: string[]) => [
    '--liquibase formatted sql',
    '--changeset ann:1 runOnChange:true',
    ...text,
  ]
  const { database, folder, session } = await lab.open({ 'a.sql': file('select 1;', '').join('\n') })
  const connect = () => lab.cluster().connect(database)
  const up = async () => migrateUp(await readHistory(folder), { connect, alongside: true })
  const rows = () => session.query('select md5sum, exectype, orderexecuted from databasechangelog')
  await up()
  expect(await rows()).toEqual([{ md5sum: expect.any(String), exectype: 'EXECUTED', orderexecuted: 1 }])
  writeFileSync(join(folder, 'a.sql'), file('select 2;', '').join('\n'))
  await up()
  expect(await rows()).toEqual([{ md5sum: expect.any(String), exectype: 'RERAN', orderexecuted: 2 }])
  const ended = file('select 3', '/', '').join('\n').replace('true', 'true endDelimiter:/')
  writeFileSync(join(folder, 'a.sql'), ended)
  await up()
  expect(await rows()).toEqual([{ md5sum: null, exectype: 'RERAN', orderexecuted: 3 }])
})

test('Drizzle’s folders are written by their names, where the table has them', async () => {
  const sql = 'create table a (id int);\n'
  const { database, folder, session } = await lab.open({
    '20240101000000_a/migration.sql': sql,
    '20240101000000_a/snapshot.json': '{}',
  })
  const connect = () => lab.cluster().connect(database)
  await migrateUp(await readHistory(folder), { connect, alongside: true })
  expect(await session.query('select name, created_at from drizzle.__drizzle_migrations')).toEqual([
    { name: '20240101000000_a', created_at: Date.UTC(2024, 0, 1) },
  ])
})

test('a folder without a ledger of its own has none to write', async () => {
  const { database, folder } = await lab.open({ 'a.sql': 'select 1;\n' })
  const connect = () => lab.cluster().connect(database)
  const history = await readHistory(folder)
  await expect(migrateUp(history, { connect, alongside: true })).rejects.toMatchObject({ exit: 2 })
  await expect(importLedger(history, { connect })).rejects.toMatchObject(refused(/keep no ledger/))
})
