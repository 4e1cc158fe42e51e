import { ExitCode } from '../../base/index.ts'
import { runDoctor } from '../../engine/index.ts'
import { formats, isAtLeast, renderReport, severities } from '../../findings/index.ts'
import { defineCommand } from '../command.ts'
import { version } from '../version.ts'

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'examine this machine and a database, and say what to mend',
  description:
    'Looks at what pgwright needs: Node.js, PostgreSQL servers, the cache folder, disk; and, when a database is given ' +
    'by --database, PGWRIGHT_DATABASE_URL, DATABASE_URL or a PG* variable, at the connection (each setting with its ' +
    'value and where it comes from), encryption, version, privileges, extensions and clock. Passwords are never shown.',
  options: [
    { flags: '--database <url|name>', summary: 'the database: a URL, a keyword=value string or a name' },
    { flags: '--fix', summary: 'repair what can be repaired safely on this machine' },
    {
      flags: '--format <format>',
      summary: 'how to report',
      choices: formats.map(({ name }) => name),
      default: 'pretty',
    },
    { flags: '--json', summary: 'short for --format json' },
    {
      flags: '--fail-on <severity>',
      summary: 'the least severity that makes the exit code 1',
      choices: severities,
      default: 'error',
    },
  ],
  examples: [
    { command: 'pgwright doctor', explains: 'Is this machine ready?' },
    {
      command: 'pgwright doctor --database postgresql://app@db.example/shop',
      explains: 'Why can I not connect, and what may this login do?',
    },
    {
      command: 'pgwright doctor --fix',
      explains: 'Repair permissions, the cache folder and server programs',
    },
  ],
  exits: {
    [ExitCode.ok]: '',
    [ExitCode.findings]: 'something is out of order; a database that does not answer is such a finding',
    [ExitCode.usage]: '',
  },
  async run({ options, io }) {
    io.progress('examining')
    const report = await runDoctor({ database: options.database, fix: options.fix })
    const format = options.json ? 'json' : options.format
    const rendering = { style: io.style, width: io.width, toolVersion: version }
    io.print(await renderReport(report, format, rendering))
    return report.findings.some(finding => isAtLeast(finding, options.failOn))
      ? ExitCode.findings
      : ExitCode.ok
  },
})
