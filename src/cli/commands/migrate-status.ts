import { count, ExitCode } from '../../base/index.ts'
import type { Report, Section, Tone } from '../../findings/index.ts'
import {
  type Compared,
  fractionOf,
  readStatus,
  type StandingBackfill,
  type State,
  type Status,
  stateWords,
} from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { openTarget, targetOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migrateStatus = defineCommand({
  name: 'migrate status',
  summary: 'show what is applied, what is pending, and what is not as it should be',
  description:
    'Compares the migrations of a folder with the ledger of the database: which are applied, when and by whom, which are ' +
    'pending, which were edited or removed after they were applied, and which were begun and not finished. Changes nothing.',
  options: [...targetOptions, ...reportOptions],
  examples: [
    { command: 'pgwright migrate status --database production', explains: 'what has production seen?' },
    {
      command: 'pgwright migrate status --json',
      explains: 'the same for a program',
    },
  ],
  exits: { ...reportExits, [ExitCode.ok]: 'the folder and the ledger agree, whatever is pending' },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { history, run } = await openTarget(invocation)
    return finishReport(describeStatus(await readStatus(history, run)), options, io)
  },
})

const tones: Record<State, Tone> = {
  applied: 'good',
  pending: 'plain',
  partial: 'bad',
  changed: 'bad',
  outdated: 'plain',
  removed: 'bad',
  unimported: 'bad',
}

const unimported: Section = {
  kind: 'text',
  title: 'Another tool has applied migrations here, by its own ledger',
  paragraphs: [
    '`pgwright migrate import` takes them over; until then, `pgwright migrate up` refuses to go on.',
  ],
}

function describeStatus({ migrations, backfills, findings, ledger }: Status): Report {
  const pending = migrations.filter(({ state }) => state !== 'applied').length
  return {
    command: 'migrate status',
    findings,
    facts: { ledger, migrations: migrations.map(describeMigration), backfills },
    examined: { migrations: migrations.length, pending },
    notAssessed: [],
    sections: [
      ...(migrations.some(({ state }) => state === 'unimported') ? [unimported] : []),
      {
        kind: 'table',
        title: `${count(migrations.length, 'migration')}, ${pending} not applied`,
        columns: [
          { title: 'Version' },
          { title: 'Name' },
          { title: 'State' },
          { title: 'When' },
          { title: 'By' },
        ],
        rows: migrations.map(({ version, name, state, standing }) => [
          { text: version },
          { text: name },
          { text: stateWords[state], tone: tones[state] },
          { text: standing?.current?.finishedAt?.slice(0, 19) ?? '', tone: 'muted' },
          { text: standing?.current?.appliedBy ?? '', tone: 'muted' },
        ]),
      },
      ...(backfills.length === 0 ? [] : [tabulateBackfills(backfills)]),
    ],
  }
}

function tabulateBackfills(backfills: readonly StandingBackfill[]): Section {
  return {
    kind: 'table',
    title: `${count(backfills.length, 'backfill')} begun`,
    columns: [{ title: 'Of' }, { title: 'Done' }, { title: 'Rows' }, { title: 'Since' }, { title: '' }],
    rows: backfills.map(({ version, isPaused, state }) => [
      { text: version },
      { text: `${Math.floor(fractionOf(state) * 100)} %` },
      { text: count(state.rows, 'row') },
      { text: state.startedAt.slice(0, 19), tone: 'muted' },
      { text: isPaused ? 'paused' : '', tone: 'caution' },
    ]),
  }
}

function describeMigration({ version, name, state, isOutOfOrder, standing, migration }: Compared) {
  const { outcome, origin, done, statements, finishedAt, appliedBy, tool, error } =
    standing?.current ?? standing?.last ?? {}
  const entry = outcome && { outcome, origin, done, statements, finishedAt, appliedBy, tool, error }
  return { version, name, state, isOutOfOrder, file: migration?.up.file, entry }
}
