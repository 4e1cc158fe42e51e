import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ExitCode } from '../../base/index.ts'
import { review } from '../../review/index.ts'
import { defineCommand } from '../command.ts'
import { finishReport } from '../output.ts'

/** The last migrations of the demo are its pending change; `demo/README.md` tells what is wrong with them. */
const pendingMigrations = 3

export const demo = defineCommand({
  name: 'demo',
  summary: 'review the pending change of a small shop: the tour',
  description:
    'Comes with the database of a small shop: its migrations, its data and a pending change with several real traps. ' +
    'Rehearses the change on a disposable server, prints the review and writes it as a page.',
  options: [
    {
      flags: '--report <file>',
      summary: 'where to write the HTML report',
      default: 'pgwright-report.html',
    },
    {
      flags: '--server <major>',
      summary: 'rehearse on this major version of PostgreSQL (default: the newest there is)',
      isCount: true,
    },
  ],
  examples: [{ command: 'pgwright demo', explains: 'the tour' }],
  exits: {
    [ExitCode.ok]: 'the demo has run, whatever it found',
    [ExitCode.usage]: '',
    [ExitCode.unreachable]: '',
    [ExitCode.interrupted]: '',
  },
  async run({ options, io }) {
    const folder = findDemo()
    const report = await review({
      dir: `${folder}/migrations`,
      pending: { last: pendingMigrations },
      seeds: [`${folder}/seed.sql`],
      major: options.server,
      onProgress: step => io.progress(step),
    })
    await finishReport(report, { format: ['pretty', `html=${options.report}`], failOn: 'never' }, io)
    const { bold, dim } = io.noteStyle
    io.note(
      [
        '',
        `The same as a page: ${bold(resolve(options.report))}`,
        '',
        'Next, with migrations of your own:',
        `  pgwright review --dir <your migrations> --last 1   ${dim('# the newest one')}`,
        `  pgwright review                                    ${dim('# what your branch adds')}`,
        `  pgwright explain-check rewrite-under-lock          ${dim('# why a finding matters')}`,
        `  pgwright doctor                                    ${dim('# is this machine ready?')}`,
      ].join('\n'),
    )
    return ExitCode.ok
  },
})

/** `demo/` is beside `dist/` in the package, and two folders above this file in the sources. */
function findDemo(): string {
  const depth = import.meta.url.endsWith('.ts') ? '../../../' : '../'
  return fileURLToPath(new URL(`${depth}demo`, import.meta.url))
}
