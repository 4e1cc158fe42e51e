import { posix } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Snapshot } from '../../src/catalog/index.ts'
import { takeSnapshot } from '../../src/catalog/index.ts'
import {
  type Dictionary,
  describeDatabase,
  renderDictionary,
  renderMarkdownFiles,
} from '../../src/dictionary/index.ts'
import { dictionarySchema } from '../../src/dictionary/schema.ts'
import type { Cluster } from '../../src/engine/index.ts'
import { openShop } from '../catalog/databases.ts'
import { hostileText } from '../findings/hostile.ts'
import { checkNesting, readMarkup, skeleton, type Token, textOf } from '../findings/markup-reader.ts'
import { testedMajors } from '../support/majors.ts'

const voids = ['meta', 'input']

const more = `
create table shop."<script>alert(1)</script>|\`x\`" ("a|b" int, "c
d" shop.status[], "\`e\`" shop.amount default 1);
comment on table shop."<script>alert(1)</script>|\`x\`" is '<script>alert(2)</script> | \`tick\`
second line & more';
comment on column shop."<script>alert(1)</script>|\`x\`"."a|b" is '</noscript></script><img src=x onerror=alert(3)> | \`\`\`';
create table shop."README" (a int); create table shop.readme (a int); create table shop."Orders" (a int);
comment on schema shop is E'what we sell\\n@owner shop team';
comment on table shop.customers is E'Everybody who ever bought.\\n@owner accounts\\n@tag pii';
comment on column shop.customers.email is E'@tag pii, contact';
comment on type shop.status is 'how far an order is';
`

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let snapshot: Snapshot
  let dictionary: Dictionary
  let files: Map<string, string>
  let html: string
  let tokens: Token[]

  beforeAll(async () => {
    const shop = await openShop(major)
    cluster = shop.cluster
    await shop.session.execute(more)
    snapshot = await takeSnapshot(shop.session, { hasDependencies: true })
    await shop.session.close()
    ;({ dictionary } = describeDatabase(snapshot, { title: 'Shop' }))
    files = renderMarkdownFiles(dictionary)
    html = renderDictionary(dictionary, 'html')
    tokens = readMarkup(html)
  })
  afterAll(() => cluster.stop())

  test('every object is described, or is a part of what is', () => {
    const described = new Set(listValues(dictionary, 'key'))
    const partitions = new Set(
      dictionary.tables.flatMap(it => it.partitions.map(({ identity }) => `table ${identity}`)),
    )
    const forgotten = [...snapshot.catalog].filter(
      ([key, { isBuiltIn, within = '', attributes }]) =>
        !described.has(key) &&
        !isBuiltIn &&
        attributes.member_of === undefined &&
        !partitions.has(key) &&
        !partitions.has(within),
    )
    // Of the cluster, or told otherwise: what a column's sequence is, what a rule does, fields of types by their name.
    const elsewhere = new Set([
      'role',
      'membership',
      'settings',
      'database',
      'sequence',
      'rule',
      'composite type column',
    ])
    const kinds = new Set(forgotten.map(([, { kind }]) => kind).filter(kind => !elsewhere.has(kind)))
    const ofRanges = forgotten
      .filter(([, { kind }]) => kind === 'function')
      .map(([, it]) => it.attributes.prosrc)
    expect(ofRanges.every(source => /range_constructor/.test(String(source)))).toBe(true)
    kinds.delete('function')
    expect([...kinds]).toEqual(['function of access method', 'operator of access method'])
    expect(listValues(dictionary, 'definition')).toHaveLength(3)
    expect(dictionary.tables.find(({ name }) => name === 'free')!.rules).toHaveLength(1)
  })

  test('every name is in every format', () => {
    const { routines, ...rest } = dictionary
    const names = new Set([
      ...routines.flatMap(it => [it.name, ...it.arguments]),
      ...listValues(rest, 'name'),
      ...listValues(rest, 'identity'),
    ])
    for (const enumLike of dictionary.types) for (const label of enumLike.labels) names.add(label)
    const texts = {
      html: collapse(textOf(tokens)),
      folder: collapse([...files.values()].map(unescapeMarkdown).join('\n')),
      file: collapse(unescapeMarkdown(renderDictionary(dictionary, 'markdown'))),
    }
    expect(names.size).toBeGreaterThan(120)
    for (const text of Object.values(texts)) {
      expect([...names].filter(name => !text.includes(collapse(name)))).toEqual([])
    }
  })

  test('JSON is what its schema says', () => {
    const json = JSON.parse(renderDictionary(dictionary, 'json'))
    expect(dictionarySchema.parse(json)).toEqual(json)
  })

  test('the page is well-formed with its noscript parts, and every link leads somewhere', () => {
    checkNesting(tokens, voids)
    const ids = new Set(tokens.flatMap(it => (it.kind === 'open' ? (it.attributes.id ?? []) : [])))
    const links = tokens.flatMap(it => (it.kind === 'open' && it.name === 'a' ? it.attributes.href! : []))
    expect(links.length).toBeGreaterThan(100)
    expect(links.filter(link => link !== '#all' && !ids.has(link.slice(1)))).toEqual([])
    const places = tokens.flatMap(it =>
      it.kind === 'open' && it.name === 'article' ? it.attributes.id! : [],
    )
    expect(new Set(places).size).toBe(places.length)
  })

  test('every link of the Markdown leads to a file and a place in it', () => {
    let count = 0
    for (const [file, text] of files) {
      for (const [, path = '', anchor] of text.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
        const target = files.get(path === '' ? file : posix.join(posix.dirname(file), path))
        expect(target, `${path} in ${file}`).toBeDefined()
        if (anchor) expect(target).toContain(`<a id="${anchor}"></a>`)
        count++
      }
    }
    expect(count).toBeGreaterThan(50)
  })

  test('file names are apart even where a file system takes no notice of case', () => {
    const names = [...files.keys()]
    expect(new Set(names.map(name => name.toLowerCase())).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['README.md', 'shop/README.md', 'shop/orders.md']))
    expect(names.filter(name => !/^([a-z0-9_.-]+\/)?(README|[a-z0-9_.-]+)\.md$/.test(name))).toEqual([])
  })

  test('names and comments of any kind are only text', () => {
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img')
    expect(html.match(/<script/g)).toHaveLength(2)
    for (const text of [...files.values(), renderDictionary(dictionary, 'markdown')]) checkMarkdown(text)
  })

  test('the same database gives the same bytes', () => {
    const again = describeDatabase(
      { ...snapshot, catalog: new Map([...snapshot.catalog]) },
      { title: 'Shop' },
    ).dictionary
    expect(renderDictionary(again, 'html')).toBe(html)
    expect([...renderMarkdownFiles(again)]).toEqual([...files])
  })

  test('who answers for it, tags and notes come from comments and rules', () => {
    const rules = [
      { object: 'table shop.*', owner: 'nobody', note: 'told by a rule' },
      { object: 'table column shop.orders.note', tags: ['free text'] },
      { object: 'table shop.no_such_table', owner: 'x' },
    ]
    const { dictionary: ruled, unusedRules } = describeDatabase(snapshot, { title: 'Shop', about: rules })
    const table = (name: string) => ruled.tables.find(it => it.identity === `shop.${name}`)!
    expect(table('customers')).toMatchObject({
      comment: 'Everybody who ever bought.',
      responsible: 'accounts',
      tags: ['pii'],
      notes: ['told by a rule'],
    })
    expect(table('orders').responsible).toBe('nobody')
    expect(table('orders').columns.find(({ name }) => name === 'note')!.tags).toEqual(['free text'])
    expect(table('open_orders').responsible).toBe('shop team')
    expect(unusedRules).toEqual([rules[2]])
    expect(ruled.coverage.columns.commented).toBe(2)
  })

  test('types know who uses them, and tables who refers to them', () => {
    const status = dictionary.types.find(({ name }) => name === 'status')!
    expect(status.usedBy).toEqual(
      expect.arrayContaining([
        { key: 'table shop.customers', part: 'state' },
        { key: expect.stringContaining('alert'), part: 'c\nd' },
      ]),
    )
    const customers = dictionary.tables.find(({ name }) => name === 'customers')!
    const orders = dictionary.tables.find(({ identity }) => identity === 'shop.orders')!
    expect(orders.usedBy).toEqual([
      'materialized view shop.order_counts',
      'view shop.guarded',
      'view shop.open_orders',
    ])
    expect(customers.referencedBy).toEqual([{ table: 'table shop.orders', constraint: 'orders_customer' }])
  })

  test('routines with their arguments', () => {
    const routine = (name: string) => dictionary.routines.find(it => it.name === name)
    expect(routine('total')).toMatchObject({
      arguments: ['a integer', 'b integer default 1'],
      returns: 'integer',
      language: 'sql',
      volatility: 'immutable',
      privileges: ['EXECUTE to reader'],
    })
    expect(routine('many')).toMatchObject({ returns: 'setof integer', volatility: 'volatile' })
    expect(routine('sum_up')).toMatchObject({ kind: 'aggregate', arguments: ['integer'] })
    expect(routine('tidy')!.kind).toBe('procedure')
  })

  test('whatever a comment says, structure stays', () => {
    const withComments = (text: string): Dictionary => {
      const changed = structuredClone(dictionary)
      for (const entry of [...changed.tables, ...changed.schemas, ...changed.types, ...changed.routines]) {
        entry.comment = `1 ${text} 1`
      }
      for (const { columns } of changed.tables) for (const column of columns) column.comment = `1 ${text} 1`
      return changed
    }
    const harmless = withComments('x')
    const harmlessShape = shapeOf(renderDictionary(harmless, 'html'))
    const harmlessLines = renderDictionary(harmless, 'markdown').split('\n').map(countBars)
    fc.assert(
      fc.property(hostileText, text => {
        const hostile = withComments(text)
        expect(shapeOf(renderDictionary(hostile, 'html'))).toBe(harmlessShape)
        const markdown = renderDictionary(hostile, 'markdown')
        checkMarkdown(markdown)
        expect(markdown.split('\n').map(countBars)).toEqual(harmlessLines)
      }),
      { numRuns: 10 },
    )
  })
})

/** Every value of a property, however deep. */
function listValues(value: unknown, property: string): string[] {
  if (Array.isArray(value)) return value.flatMap(item => listValues(item, property))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) =>
    name === property && typeof item === 'string' ? [item] : listValues(item, property),
  )
}

function shapeOf(html: string): string {
  const tokens = readMarkup(html)
  checkNesting(tokens, voids)
  return skeleton(tokens)
}

function countBars(line: string): number {
  return line.replace(/\\./g, '').split('|').length
}

/** No HTML but ours, and rows of a table have as many cells as its head. */
function checkMarkdown(text: string): void {
  const outside = text.replace(/^(`{3,})sql\n.*?\n\1$/gms, '')
  const [, ...rest] = outside.split('\n')
  const foreign = rest.join('\n').replace(/<\/?code>|<br>|<a id="[a-z0-9_.-]+"><\/a>/g, '')
  expect(foreign).not.toMatch(/[<>]/)
  for (const table of foreign.matchAll(/(?:^\|.*\n)+/gm)) {
    const counts = new Set(table[0].trimEnd().split('\n').map(countBars))
    expect(counts.size, table[0]).toBe(1)
  }
}

function unescapeMarkdown(text: string): string {
  return text
    .replace(/<\/?code>/g, '')
    .replaceAll('<br>', '\n')
    .replace(/\\(.)/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u200B', '')
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ')
}
