import { count } from '../../base/index.ts'
import type { Report } from '../../findings/index.ts'
import { type History, type Migration, nameHook, readHistory, tabulateHooks } from '../../history/index.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'
import { historyOptions, readHistorySettings } from '../history-settings.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const history = defineCommand({
  name: 'history',
  summary: 'show how a migration folder is read',
  description:
    'Lists the migrations of a folder in the order in which their tool runs them, with the transaction each gets, and ' +
    'what could not be read. Needs no server.',
  options: [
    { flags: '--dir <folder>', summary: 'the migrations, or the root of the project (default: this folder)' },
    { flags: '--layout <name>', summary: 'read the folder as this tool’s, instead of finding out' },
    ...historyOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright history --dir db/migrations', explains: 'is my folder read as I mean it?' },
  ],
  exits: reportExits,
  async run({ options, io }) {
    checkFormats(options)
    const config = await loadConfig(options.config)
    const found = await readHistory(options.dir ?? config.review?.dir ?? '.', {
      ...readHistorySettings(options, config),
      format: options.layout ?? config.review?.layout,
    })
    return finishReport(describeHistory(found), { ...options, failOn: options.failOn ?? config.failOn }, io)
  },
})

function describeHistory(found: History): Report {
  const { format, dir, migrations, transactionScope, ignored, notAssessed } = found
  const hooks = tabulateHooks(found)
  return {
    command: 'history',
    findings: [],
    facts: {
      ...{ format, dir, transactionScope, migrations: migrations.map(describeMigration), ignored },
      hooks: found.hooks?.map(hook => ({
        moment: hook.moment,
        direction: hook.direction,
        what: nameHook(hook),
      })),
    },
    examined: { layout: format, migrations: migrations.length },
    notAssessed: notAssessed.map(({ file, because }) => ({ what: file, because })),
    sections: [
      {
        kind: 'table',
        title: `${count(migrations.length, 'migration')} in the layout of ${format}`,
        columns: [{ title: 'Version' }, { title: 'Name' }, { title: 'Runs in' }, { title: 'Way back' }],
        rows: migrations.map(migration => [
          { text: migration.version },
          { text: migration.name },
          { text: executionWords[migration.up.execution], tone: 'muted' },
          { text: migration.down === undefined ? 'none' : 'down migration', tone: 'muted' },
        ]),
      },
      ...(hooks === undefined ? [] : [hooks]),
    ],
  }
}

const executionWords: Record<Migration['up']['execution'], string> = {
  transaction: 'a transaction',
  'single-call': 'one message',
  autocommit: 'no transaction',
}

function describeMigration({ version, name, isRepeatable, up, down, verify }: Migration) {
  return {
    version,
    name,
    isRepeatable,
    execution: up.execution,
    up: up.file,
    down: down?.file,
    verify: verify?.file,
  }
}
