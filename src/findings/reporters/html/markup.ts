/** HTML that is safe to be put into HTML: only the `html` tag makes it from text, and it escapes. */
export class Markup {
  constructor(readonly text: string) {}
}

type Content = Markup | string | number | undefined | readonly Content[]

/**
 * A template in which every value is escaped, whether it stands in an element or in a quoted attribute;
 * markup and lists of it are kept, `undefined` is nothing.
 */
export function html(parts: TemplateStringsArray, ...values: Content[]): Markup {
  return new Markup(parts.map((part, i) => part + write(values[i])).join(''))
}

function write(content: Content): string {
  if (content === undefined) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'object') return content.map(write).join('')
  return String(content).replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`)
}
