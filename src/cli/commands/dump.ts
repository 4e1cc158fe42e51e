import { stat } from 'node:fs/promises'
import { count, ExitCode, planFile, planFolder, UsageError } from '../../base/index.ts'
import { dumpMark, planDump, renderDump, renderDumpFiles } from '../../ddl/index.ts'
import { readSources } from '../../sources/index.ts'
import { defineCommand } from '../command.ts'
import { keepFiles } from '../keep-files.ts'
import { readSourceOptions, sourceOptions } from '../sources.ts'

export const dump = defineCommand({
  name: 'dump',
  summary: 'write the SQL that makes an empty database this one',
  description:
    'Writes down the schema of a database as SQL, in an order in which it runs: the same database gives the same bytes, and ' +
    'what is restored from it has the same catalog. Needs no pg_dump, and no server when the source is a snapshot file. With ' +
    'a folder every object has its own file, for review. Rows are not written.',
  arguments: [
    {
      name: '[source]',
      summary:
        'a database (URL or name), a snapshot file, a migration folder or an SQL file (default: the configured database)',
    },
  ],
  options: [
    {
      flags: '--out <file|folder/>',
      summary:
        'write there (default: standard output); a folder gets a file for each object, and restore.sql',
    },
    {
      flags: '--check',
      summary: 'write nothing; exit with 1 when what --out names is not what would be written',
    },
    {
      flags: '--cluster',
      summary: 'write also what belongs to the whole cluster: roles, memberships, tablespaces, settings',
    },
    ...sourceOptions,
    {
      flags: '--config <file>',
      summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
    },
  ],
  examples: [
    { command: 'pgwright dump production --out schema.sql', explains: 'one file' },
    {
      command: 'pgwright dump db/migrations --out schema/',
      explains: 'what the migrations make, a file for each object',
    },
    {
      command: 'pgwright dump db/migrations --out schema/ --check',
      explains: 'in CI: is the schema that was committed the one that the migrations make?',
    },
  ],
  exits: {
    [ExitCode.ok]: 'written, or still true',
    [ExitCode.findings]: 'with --check: not true any more',
    [ExitCode.usage]: '',
    [ExitCode.unreachable]: '',
    [ExitCode.refused]: 'a file of somebody else would be lost',
  },
  async run({ options, args: [name = ''], io }) {
    const { out, check = false } = options
    if (check && out === undefined) throw new UsageError('Say with --out what --check should look at')
    const [source] = await readSources([name], {
      ...(await readSourceOptions(options, io)),
      hasDependencies: true,
    })
    const { catalog, serverVersion, notRead } = source!.snapshot
    for (const what of notRead) io.note(`not written: ${what}, which could not be read`)
    const major = Number.parseInt(serverVersion, 10)
    const { steps, refusals } = await planDump(catalog, { major, hasCluster: options.cluster })
    for (const { object, because } of refusals) io.note(`not written: ${object}: ${because}`)
    if (out === undefined) {
      io.print(renderDump(steps))
      return ExitCode.ok
    }
    io.note(count(steps.length, 'statement'))
    const isFolder = /[/\\]$/.test(out) || (await stat(out).catch(() => undefined))?.isDirectory()
    const changes = isFolder
      ? await planFolder(out, renderDumpFiles(steps, catalog), dumpMark)
      : await planFile(out, renderDump(steps))
    return (await keepFiles(changes, check, io)) ? ExitCode.ok : ExitCode.findings
  },
})
