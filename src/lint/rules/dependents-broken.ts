import { listWords } from '../../base/index.ts'
import { type Effect, lostName, type Step } from '../../effects/index.ts'
import type { Statement } from '../../sql/index.ts'
import { cascades } from '../clauses.ts'
import { droppedNames } from '../named-tables.ts'
import { defineRule, type Problem } from '../rule.ts'

export const dependentsBroken = defineRule({
  name: 'dependents-broken',
  group: 'correctness',
  severity: 'error',
  summary: 'A function does not work any more, or objects went along with a CASCADE that nobody named.',
  why: `
    PostgreSQL does not track what stands in the text of a function: after a rename or a drop the function is still there and
    fails at its next call. pgwright asks PostgreSQL's own validators before and after the change. PL/pgSQL bodies are only
    looked through for the names that are gone, so there it warns; without a rehearsal SQL bodies are too.

    CASCADE drops whatever depends on the object, today and on every database the migration will ever run on.`,
  sources: [
    'https://www.postgresql.org/docs/current/ddl-depend.html',
    'https://www.postgresql.org/docs/current/plpgsql-implementation.html',
  ],
  setup: `
    create function shop.order_total(wanted bigint) returns numeric language sql as
      'select total from shop.orders where id = wanted';
    create function shop.clear_note(wanted bigint) returns void language plpgsql as
      'begin update shop.orders set note = null where id = wanted; end';`,
  examples: {
    bad: [
      {
        title: 'A column that an SQL function reads',
        up: 'alter table shop.orders rename column total to amount;',
      },
      { title: 'A column that a PL/pgSQL function writes', up: 'alter table shop.orders drop column note;' },
      { title: 'A view that goes along', up: 'alter table shop.orders drop column status cascade;' },
    ],
    good: [
      {
        title: 'A new function that finds its table on the search path',
        up: `create table notes (body text);
          create function first_note() returns text language sql as 'select min(body) from notes';`,
      },
      {
        title: 'The function is changed too',
        up: `alter table shop.orders rename column total to amount;
          create or replace function shop.order_total(wanted bigint) returns numeric language sql as
            'select amount from shop.orders where id = wanted';`,
      },
      { title: 'A column that nothing reads', up: 'alter table shop.orders drop column placed_at;' },
    ],
  },
  check: change =>
    change.migrations.flatMap(({ statements, brokenFunctions }) => [
      ...brokenFunctions.flatMap(({ name, because, isCertain }): Problem[] => {
        const culprit = findCulprit(statements, because)
        if (culprit === undefined) return []
        return [
          {
            message: isCertain
              ? `function ${name} does not work any more: ${because}`
              : `function ${name} may not work any more: ${because}`,
            location: culprit.statement.location,
            object: `function ${name}`,
            evidence: { because, isCertain },
            severity: isCertain ? 'error' : 'warning',
            remedy: {
              title: 'Change the function in the same transaction',
              steps: [`CREATE OR REPLACE FUNCTION ${name} …`],
            },
          },
        ]
      }),
      ...statements.flatMap(checkCascade),
    ]),
})

/** The statement that took away what the reason names; else the last that changed anything. */
function findCulprit(statements: readonly Step[], because: string): Step | undefined {
  const takesAway = ({ effect }: Step) =>
    effect.changes.flatMap(lostName).some(({ table, column = table }) => because.includes(column))
  return statements.findLast(takesAway) ?? statements.findLast(({ effect }) => effect.changes.length > 0)
}

function checkCascade({ statement, effect }: Step): Problem[] {
  const victims =
    effect.knowledge === 'observed' ? noticedVictims(effect) : foreseenVictims(statement, effect)
  if (victims.length === 0) return []
  return [
    {
      message: `CASCADE also drops ${listWords(victims)}`,
      location: statement.location,
      object: victims[0],
      evidence: { dropped: victims },
      remedy: {
        title: 'Drop them by name, or change them first',
        steps: victims.map(victim => `Decide what becomes of ${victim}`),
      },
    },
  ]
}

function noticedVictims({ notices }: Effect): string[] {
  return notices
    .filter(({ message }) => message.startsWith('drop cascades to'))
    .flatMap(({ message, detail }) =>
      (detail ?? message).split('\n').map(line => line.replace(/^drop cascades to /, '')),
    )
}

/** What stands on its own; anything else goes with its table or type. */
const independentKinds = new Set(['view', 'materialized view', 'table', 'function', 'procedure', 'type'])

/** What is dropped and not named by a statement with CASCADE. */
function foreseenVictims({ node }: Statement, { changes }: Effect): string[] {
  if (!cascades(node)) return []
  const named = 'DropStmt' in node ? droppedNames(node.DropStmt.objects).map(parts => parts.at(-1)) : []
  return changes
    .filter(
      ({ change, kind, isExisting }) => change === 'dropped' && isExisting && independentKinds.has(kind),
    )
    .filter(
      ({ identity }) => !named.includes(identity.replace(/\(.*$/, '').split('.').at(-1)?.replaceAll('"', '')),
    )
    .map(({ kind, identity }) => `${kind} ${identity}`)
}
