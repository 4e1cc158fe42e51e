import type { Report } from './report.ts'

export interface RenderOptions {
  /** Colours the text for a terminal; identity functions where there is no colour. */
  style?: Style
  /** Columns of the terminal; text formats wrap at it. */
  width?: number
  /** The text of the files that findings point into, by file name as in `Finding.location.file`. */
  sources?: ReadonlyMap<string, string>
  /** Whether JSON stands on one line, for one report after another. */
  isOneLine?: boolean
  /** pgwright's version, for formats that name their tool. */
  toolVersion?: string
  /**
   * Where the documentation is published, such as `https://example.org/`; without it, pages are named but not
   * linked.
   */
  docsUrl?: string
  /**
   * Where the files can be seen, such as `https://github.com/acme/shop/blob/main/`; places link to lines
   * below it.
   */
  sourceUrl?: string
}

export interface Style {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
  cyan(text: string): string
}

/** The style of a text without colour. */
export const plainStyle: Style = {
  bold: text => text,
  dim: text => text,
  red: text => text,
  yellow: text => text,
  green: text => text,
  cyan: text => text,
}

export interface Reporter {
  name: string
  summary: string
  render(report: Report, options: RenderOptions): string
}

/** Declares a report format; see `reporters/`, one file each. A reporter is a pure function. */
export function defineReporter(reporter: Reporter): Reporter {
  return reporter
}
