/** Lines around a change that are shown with it. */
const context = 3

/** The difference between two texts of a file as `diff -u` writes it, in one hunk; empty where there is none. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [old, fresh] = [toLines(before), toLines(after)]
  let head = 0
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++
  let tail = 0
  while (
    tail < Math.min(old.length, fresh.length) - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail++
  if (head + tail === old.length && old.length === fresh.length) return ''
  const start = Math.max(0, head - context)
  const end = (lines: readonly string[]) => Math.min(lines.length, lines.length - tail + context)
  const range = (lines: readonly string[]) => `${lines.length === 0 ? 0 : start + 1},${end(lines) - start}`
  return [
    `--- ${before === '' ? '/dev/null' : `a/${file}`}`,
    `+++ b/${file}`,
    `@@ -${range(old)} +${range(fresh)} @@`,
    ...old.slice(start, head).map(line => ` ${line}`),
    ...old.slice(head, old.length - tail).map(line => `-${line}`),
    ...fresh.slice(head, fresh.length - tail).map(line => `+${line}`),
    ...old.slice(old.length - tail, end(old)).map(line => ` ${line}`),
    '',
  ].join('\n')
}

function toLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
