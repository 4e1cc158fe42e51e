import { type Node, stringsOf } from '../sql/index.ts'

type DefElem = Extract<Node, { DefElem: unknown }>['DefElem']

/** An option of a statement by its name in small letters: `language` of CREATE FUNCTION, `schema` of CREATE EXTENSION. */
export function findOption(options: readonly Node[] = [], name: string): DefElem | undefined {
  return listOptions(options).find(({ defname }) => defname?.toLowerCase() === name)
}

export function listOptions(options: readonly Node[] = []): DefElem[] {
  return options.flatMap(node => ('DefElem' in node ? [node.DefElem] : []))
}

/** What an option is given, as text: a string, a number, a name; of a list the first. */
export function textOfOption(option: DefElem | undefined): string | undefined {
  return option?.arg === undefined ? undefined : textOf(option.arg)
}

function textOf(node: Node): string | undefined {
  if ('String' in node) return node.String.sval ?? ''
  if ('Integer' in node) return String(node.Integer.ival ?? 0)
  if ('Float' in node) return node.Float.fval
  if ('Boolean' in node) return String(node.Boolean.boolval ?? false)
  if ('TypeName' in node) return stringsOf(node.TypeName.names).join('.')
  if ('A_Const' in node) return node.A_Const.sval?.sval ?? String(node.A_Const.ival?.ival ?? '')
  if ('List' in node) return node.List.items?.[0] === undefined ? undefined : textOf(node.List.items[0])
  return undefined
}

/** Whether an option is on: `binary`, `binary = true` and `binary = on` all say so. */
export function isOn(option: DefElem | undefined): boolean {
  return option !== undefined && !/^(false|off|0|none)$/i.test(textOfOption(option) ?? 'true')
}
