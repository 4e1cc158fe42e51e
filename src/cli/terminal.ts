import pc from 'picocolors'
import type { Style } from '../findings/index.ts'

/** The one place that knows about terminals: a command gets this and prints nothing else. */
export interface Io {
  /** The result. */
  print(text: string): void
  /** Everything that is not the result. */
  note(text: string): void
  /**
   * One line about what is being done now; on a terminal it is overwritten by the next and gone at the end. Elsewhere it is left
   * out, or written as often as `plainEveryMs` says.
   */
  progress(step: string | undefined, plainEveryMs?: number): void
  /** For what goes to standard output. */
  style: Style
  /** For what goes to standard error. */
  noteStyle: Style
  /** Columns of the terminal, or 100. */
  width: number
  isInteractive: boolean
}

export type ColorChoice = 'auto' | 'always' | 'never'

export function openTerminal(color: ColorChoice): Io {
  const { stdout, stderr } = process
  const style = makeStyle(wantsColor(color, stdout))
  const noteStyle = makeStyle(wantsColor(color, stderr))
  const hasLiveLine = stderr.isTTY === true && process.env.TERM !== 'dumb' && !process.env.CI
  let isLineOpen = false
  let plainAt = Number.NEGATIVE_INFINITY
  const clearLine = () => {
    if (isLineOpen) stderr.write('\r\u001b[2K')
    isLineOpen = false
  }
  return {
    print(text) {
      clearLine()
      stdout.write(ended(text))
    },
    note(text) {
      clearLine()
      stderr.write(ended(text))
    },
    progress(step, plainEveryMs) {
      clearLine()
      if (step === undefined) return
      if (!hasLiveLine) {
        if (plainEveryMs === undefined || performance.now() - plainAt < plainEveryMs) return
        plainAt = performance.now()
        stderr.write(ended(step))
        return
      }
      stderr.write(noteStyle.dim(step.slice(0, (stderr.columns ?? 80) - 1)))
      isLineOpen = true
    },
    style,
    noteStyle,
    width: stdout.columns ?? 100,
    isInteractive: process.stdin.isTTY === true && stderr.isTTY === true && !process.env.CI,
  }
}

/** `--color` first, then NO_COLOR, FORCE_COLOR, and whether a terminal is there. */
function wantsColor(choice: ColorChoice, stream: NodeJS.WriteStream): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return stream.isTTY === true && process.env.TERM !== 'dumb'
}

function makeStyle(isColored: boolean): Style {
  const { bold, dim, red, yellow, green, cyan } = pc.createColors(isColored)
  return { bold, dim, red, yellow, green, cyan }
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
