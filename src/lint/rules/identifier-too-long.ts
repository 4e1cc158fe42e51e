import { defineRule } from '../rule.ts'

const longestBytes = 63

export const identifierTooLong = defineRule({
  name: 'identifier-too-long',
  group: 'correctness',
  severity: 'warning',
  summary: 'A name is longer than PostgreSQL keeps, so it is cut off.',
  why: `
    PostgreSQL keeps 63 bytes of a name and drops the rest with no more than a notice. The object then has another name than
    the script says; two names that differ only after that are the same; and a tool that looks for the whole name in the
    catalog does not find it.`,
  sources: ['https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS'],
  examples: {
    bad: [
      {
        title: 'An index with all its columns in its name',
        up: `create table shop.tags (name text);
          create index index_on_shop_tags_for_finding_every_tag_by_its_own_name_in_any_case on shop.tags (name);`,
      },
    ],
    good: [
      {
        title: '63 bytes',
        up: `create table shop.tags (name text);
          create index index_on_shop_tags_for_finding_every_tag_by_its_name_in_any_cas on shop.tags (name);`,
      },
      { title: 'A long literal is no name', up: `comment on table shop.orders is '${'long '.repeat(20)}';` },
    ],
  },
  checkStatement: ({ statement }) =>
    longNames(statement.text).map(name => {
      const kept = cut(name)
      return {
        message: `${name} is cut off to ${kept}`,
        location: statement.location,
        evidence: { lengthBytes: Buffer.byteLength(name), kept },
        remedy: { title: `Choose a name of at most ${longestBytes} bytes` },
      }
    }),
})

/** The parser has cut them already, so they are looked for in the text, without its literals and comments. */
function longNames(text: string): string[] {
  if (!maybeLong.test(text)) return []
  const bare = text
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, ' ')
    .replace(/'(?:[^']|'')*'/g, ' ')
  const names = [...bare.matchAll(/"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu)].map(
    ([plain, quoted]) => quoted?.replaceAll('""', '"') ?? plain,
  )
  return [...new Set(names)].filter(name => Buffer.byteLength(name) > longestBytes)
}

/** A name in which nothing is quoted and every character is one byte is as long as that. */
const maybeLong = /\b[\w$]{64}|["\u0080-\uFFFF]/

/** Whole characters only, as the server cuts. */
function cut(name: string): string {
  let kept = name
  while (Buffer.byteLength(kept) > longestBytes) kept = [...kept].slice(0, -1).join('')
  return kept
}
