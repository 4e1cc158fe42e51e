/**
 * Text that GitHub and GitLab show as it is: marks, HTML, table bars and line ends lose their meaning. An
 * underscore within a word has none.
 */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text)
    .replace(/[\\`*[\]|~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|#(?=\d)/gu, '\\$&')
    .replace(/^[-+=#]|(?<=^\d+)[.)](?=\s)/, '\\$&')
}

/** Text in one line for inside of an HTML block, where Markdown has no force. */
export function escapeHtml(text: string): string {
  return withoutMentions(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim()
}

/** A zero-width space after an `@`, so that nobody is notified. */
function withoutMentions(text: string): string {
  return text.replaceAll('@', '@\u200B')
}

/** Text as code within a line or a table: HTML, because a backtick or a bar could end the Markdown form. */
export function inlineCode(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`
}

/** A fence longer than any row of backticks in the text, so that the text cannot close it. */
export function fence(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${code.trimEnd()}\n${ticks}`
}

export function table(columns: { title: string; align?: 'left' | 'right' }[], rows: string[][]): string {
  const head = columns.map(({ title }) => escapeMarkdown(title))
  const rule = columns.map(({ align }) => (align === 'right' ? '---:' : '---'))
  return [head, rule, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** Folded text under a summary in HTML. The empty lines let Markdown work inside of HTML. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`
}
