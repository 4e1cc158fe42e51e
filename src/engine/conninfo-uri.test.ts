import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Keyword, keywords } from './conninfo-keywords.ts'
import { type ConninfoValues, formatKeywordValues, parseKeywordValues } from './conninfo-string.ts'
import { formatUri, parseUri } from './conninfo-uri.ts'

const uris: [string, ConninfoValues][] = [
  ['postgresql://', {}],
  ['postgres:///', {}],
  ['postgres:///shop', { dbname: 'shop' }],
  ['postgresql://db.example', { host: 'db.example' }],
  ['postgresql://db.example?', { host: 'db.example' }],
  ['postgresql://db.example/', { host: 'db.example' }],
  ['postgresql://db.example:/', { host: 'db.example' }],
  ['postgresql://db.example:5433/shop', { host: 'db.example', port: '5433', dbname: 'shop' }],
  ['postgresql://app@', { user: 'app' }],
  ['postgresql://@db.example', { host: 'db.example' }],
  ['postgresql://app:@db.example', { user: 'app', host: 'db.example' }],
  ['postgresql://:pw@db.example', { password: 'pw', host: 'db.example' }],
  ['postgresql://app:p:w?x@h/d', { user: 'app', password: 'p:w?x', host: 'h', dbname: 'd' }],
  ['postgresql://app:p%40w%2F%3A%25@h', { user: 'app', password: 'p@w/:%', host: 'h' }],
  ['postgresql://%C3%A4pp@h', { user: 'äpp', host: 'h' }],
  ['postgresql://d%62/d%20b', { host: 'db', dbname: 'd b' }],
  ['postgresql://[::1]', { host: '::1' }],
  ['postgresql://[2001:db8::1]:6432/d', { host: '2001:db8::1', port: '6432', dbname: 'd' }],
  ['postgresql://[fe80::1%25eth0]/d', { host: 'fe80::1%eth0', dbname: 'd' }],
  ['postgresql://[::1],b:2/d', { host: '::1,b', port: ',2', dbname: 'd' }],
  ['postgresql://a:1,b:2,c/d', { host: 'a,b,c', port: '1,2,', dbname: 'd' }],
  ['postgresql://:5433/', { port: '5433' }],
  ['postgresql://:5433?host=/tmp', { host: '/tmp', port: '5433' }],
  ['postgresql://app@?host=/no/such', { user: 'app', host: '/no/such' }],
  ['postgresql://%2Fvar%2Frun/d', { host: '/var/run', dbname: 'd' }],
  ['postgresql://h/d?user=app&port=1', { host: 'h', dbname: 'd', user: 'app', port: '1' }],
  ['postgresql://other@h?us%65r=app', { host: 'h', user: 'app' }],
  ['postgresql://?hostaddr=127.0.0.1', { hostaddr: '127.0.0.1' }],
  ['postgresql://h?options=-c%20geqo%3Doff', { host: 'h', options: '-c geqo=off' }],
  ['postgresql://h?host=', { host: '' }],
  ['postgresql://h?ssl=true', { host: 'h', sslmode: 'require' }],
  ['postgresql://h?requiressl=0', { host: 'h', sslmode: 'prefer' }],
  ['postgresql://h?sslmode=disable&', { host: 'h', sslmode: 'disable' }],
  [
    'postgresql://h/a?b=c'.replace('b=c', 'application_name=a/b?c'),
    { host: 'h', dbname: 'a', application_name: 'a/b?c' },
  ],
]

const badUris: [string, RegExp][] = [
  ['postgresql://h?usr=a', /no connection keyword "usr"\. Did you mean "user"\?/],
  ['postgresql://h?u%7Aer=a', /Did you mean "user"/],
  ['postgresql://h?user', /Parameter 1 of the URL has no "="/],
  ['postgresql://h?user=a&sslmode', /Parameter 2 .* no "="/],
  ['postgresql://h?user=a=b', /more than one "="/],
  ['postgresql://[::1', /without its closing/],
  ['postgresql://[]', /empty IPv6/],
  ['postgresql://[::1]x', /goes on after/],
  ['postgresql://%', /host .* "%"/],
  ['postgresql://%1', /host .* "%"/],
  ['postgresql://a:%zz@h', /password .* "%"/],
  ['postgresql://h/%XX', /database name .* "%"/],
  ['postgresql://a%00b', /%00/],
  ['postgresql://%FF@h', /user name .* not UTF-8/],
  ['postgresql://h:port/d', /port that is not a number/],
  ['postgresql://app:se@cret@h/d', /second "@"/],
  ['postgresql://app:se/cret@h/d', /second "@"/],
  ['postgresql://app:123/cret@h/d', /second "@"/],
]

const strings: [string, ConninfoValues][] = [
  ['', {}],
  ['  ', {}],
  ['host=a', { host: 'a' }],
  ['host = a\tport\n=\n1 ', { host: 'a', port: '1' }],
  ['host=a,b port=1,2', { host: 'a,b', port: '1,2' }],
  ["dbname='x y'", { dbname: 'x y' }],
  ["dbname=''", { dbname: '' }],
  ['dbname= user=app', { dbname: 'user=app' }],
  ["dbname='it\\'s \\\\'", { dbname: "it's \\" }],
  ['dbname=a\\ b', { dbname: 'a b' }],
  ["dbname=it's", { dbname: "it's" }],
  ['dbname=a\\', { dbname: 'a' }],
  ["dbname='a'user=b", { dbname: 'a', user: 'b' }],
  ["dbname='a\nb'", { dbname: 'a\nb' }],
  ['user=a user=b', { user: 'b' }],
  ['user=a=b', { user: 'a=b' }],
]

const badStrings: [string, RegExp][] = [
  ['host', /lacks a "=" after the word at character 1/],
  ['host=a port', /character 8/],
  ["dbname='a", /never closed/],
  ["dbname='a\\'", /never closed/],
  ['hots=a', /Did you mean "host"/],
  ['=a', /no connection keyword ""/],
]

describe('a URL', () => {
  it.each(uris)('%s', (uri, values) => expect(parseUri(uri)).toEqual({ values, warnings: [] }))
  it.each(badUris)('%s is refused', (uri, message) => expect(() => parseUri(uri)).toThrow(message))

  it("passes over the parameters of other clients' with a warning", () => {
    const { values, warnings } = parseUri('postgresql://h/d?schema=public&sslmode=disable')
    expect(values).toEqual({ host: 'h', dbname: 'd', sslmode: 'disable' })
    expect(warnings).toEqual([expect.stringContaining("Prisma's")])
  })
})

describe('a keyword/value string', () => {
  it.each(strings)('%j', (text, values) => expect(parseKeywordValues(text)).toEqual(values))
  it.each(badStrings)('%j is refused', (text, message) =>
    expect(() => parseKeywordValues(text)).toThrow(message),
  )
})

describe('printing and reading back', () => {
  const address = fc.oneof(fc.constantFrom('db', '::1', '/tmp', 'a,b', '::1,/var/run', ',', ''), fc.string())
  const port = fc
    .array(fc.constantFrom('', '1', '5433'), { minLength: 1, maxLength: 3 })
    .map(ports => ports.join(','))
  const others = fc.dictionary(fc.constantFrom<Keyword>(...keywords), fc.string({ unit: 'grapheme' }))
  const values = fc
    .tuple(others, fc.record({ host: address, port }, { requiredKeys: [] }))
    .map(([rest, place]): ConninfoValues => {
      const { port: _, ...rests } = rest
      return { ...rests, ...place }
    })
    .map(all => Object.fromEntries(Object.entries(all).map(([k, v]) => [k, v.replaceAll('\0', '')])))

  it.each([
    ['a URL', (given: ConninfoValues) => parseUri(formatUri(given)).values],
    ['a keyword/value string', (given: ConninfoValues) => parseKeywordValues(formatKeywordValues(given))],
  ])('keeps every value as %s', (_, printAndRead) => {
    fc.assert(
      fc.property(values, given => {
        expect(printAndRead(given)).toEqual(given)
      }),
    )
  })
})

describe('errors', () => {
  const password = fc.string({ minLength: 8, unit: 'grapheme' }).filter(text => text.trim().length >= 8)
  const templates: ((password: string) => string)[] = [
    secret => `postgresql://app:${secret}@h/d`,
    secret => `postgresql://app:${secret}@h/d?usr=x`,
    secret => `postgresql://h/d?password=${secret}`,
    secret => `postgresql://h/d?password=${secret}&usr=x`,
    secret => `postgresql://[app:${secret}@h/d`,
    secret => `host=h password=${secret}`,
    secret => `host=h password=${secret} usr=x`,
    secret => `host=h password='${secret}`,
  ]
  it('never quote the password', () => {
    fc.assert(
      fc.property(password, fc.constantFrom(...templates), (secret, template) => {
        const text = template(secret)
        try {
          if (text.startsWith('postgresql:')) parseUri(text)
          else parseKeywordValues(text)
        } catch (error) {
          expect((error as Error).message).not.toContain(secret)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
