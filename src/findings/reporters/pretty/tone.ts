import type { Style } from '../../reporter.ts'
import type { Tone } from '../../section.ts'

export function paintTone(text: string, tone: Tone = 'plain', style: Style): string {
  const paint = {
    good: style.green,
    bad: style.red,
    caution: style.yellow,
    muted: style.dim,
    plain: undefined,
  }[tone]
  return paint === undefined ? text : paint(text)
}
