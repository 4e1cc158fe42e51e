import type { Recorder } from './recorder.ts'

/** Drops what the model only knows by name, in PostgreSQL's words: `collation`, `app.german`. */
export function dropNamed(recorder: Recorder, kind: string, identity: string, isMissingFine: boolean): void {
  const { objects, gaps } = recorder.model
  if (objects.delete(`${kind} ${identity}`)) {
    recorder.change({ change: 'dropped', kind, identity, isExisting: true })
  } else if (!isMissingFine && gaps.length === 0) {
    recorder.fail(kind === 'operator' ? '42883' : '42704', `${kind} ${identity} does not exist`)
  }
}
