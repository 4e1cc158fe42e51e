import { insideOf, scanWords } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const unusedVariable = defineRule({
  name: 'unused-variable',
  group: 'style',
  severity: 'info',
  summary: 'A variable or parameter of a PL/pgSQL body is never used.',
  why: `
    What is declared and never used is left over, or another name was meant where it should stand. Whoever reads the body has to
    find out which.`,
  sources: ['https://www.postgresql.org/docs/current/plpgsql-declarations.html'],
  examples: {
    bad: [
      {
        title: 'A variable',
        up: `create function shop.count_orders() returns bigint language plpgsql as $$
          declare total bigint; old_total bigint;
          begin select count(*) into total from shop.orders; return total; end $$;`,
      },
      {
        title: 'A parameter',
        up: `create function shop.count_orders(wanted text) returns bigint language plpgsql as $$
          begin return (select count(*) from shop.orders); end $$;`,
      },
    ],
    good: [
      {
        title: 'Used in a query',
        up: `create function shop.count_orders(wanted text) returns bigint language plpgsql as $$
          begin return (select count(*) from shop.orders where status = wanted); end $$;`,
      },
      {
        title: 'A loop that counts',
        up: `do $$ begin for i in 1..3 loop insert into shop.items (id) select max(id) + 1 from shop.items; end loop; end $$;`,
      },
    ],
  },
  checkBody({ body, text, statements, routine, statement, at }) {
    if (body.variables.length === 0) return []
    const words = scanWords(text)
    const outputs = new Set(
      (routine?.parameters ?? []).flatMap(node => {
        const { name, mode } = insideOf(node, 'FunctionParameter') ?? {}
        return /_(OUT|TABLE)$/.test(mode ?? '') ? [name] : []
      }),
    )
    const counters = statements.flatMap(it => (it.kind === 'loop' ? it.variables : []))
    const isByNumber = words.some(word => /^\$\d+$/.test(word))
    return body.variables
      .filter(({ name, type, isArgument }) => {
        if (isArgument && (isByNumber || outputs.has(name) || /^\$/.test(name))) return false
        if (type === undefined || counters.includes(name)) return false
        return words.filter(word => word === name).length <= (isArgument ? 0 : 1)
      })
      .map(({ name, isArgument, start }) => ({
        message: `${isArgument ? 'Parameter' : 'Variable'} ${name} is never used`,
        location: isArgument ? statement.location : at({ start }),
        evidence: { name },
        remedy: { title: `Take ${name} out, or use it where it was meant` },
      }))
  },
})
