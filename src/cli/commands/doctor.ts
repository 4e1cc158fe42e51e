import { ExitCode } from '../../base/index.ts'
import { runDoctor } from '../../engine/index.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'
import { checkFormats, finishReport, reportOptions } from '../output.ts'

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
    ...reportOptions,
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
    checkFormats(options)
    io.progress('examining')
    const { databases, failOn } = await loadConfig(options.config)
    const report = await runDoctor({ database: options.database, databases, fix: options.fix })
    return finishReport(report, { ...options, failOn: options.failOn ?? failOn }, io)
  },
})
