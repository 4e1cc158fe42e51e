import { defineRule } from '../rule.ts'
import { demandSetting } from '../settings.ts'

export const missingApplicationName = defineRule({
  name: 'missing-application-name',
  group: 'locking',
  severity: 'info',
  summary: 'A script takes strong locks under no name of its own.',
  why: `
    Whoever looks for what everybody waits for finds it in \`pg_stat_activity\`, by its \`application_name\`. A migration that
    says its name there is found, and ended, in seconds.`,
  sources: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-APPLICATION-NAME'],
  isOptional: true,
  examples: {
    bad: [{ title: 'No name', up: 'alter table shop.orders add column region text;' }],
    good: [
      {
        title: 'A name before it',
        up: "set application_name = 'migration'; alter table shop.orders add column region text;",
      },
    ],
  },
  check: change =>
    demandSetting(
      change,
      'application_name',
      'migration',
      'nobody sees in pg_stat_activity whose lock it is',
    ),
})
