import type { Observations } from './observation.ts'

/** Loaded only where they are shown: they are proof, and nothing is judged by them. */
export async function loadObservations(): Promise<Observations> {
  const { observations } = await import('./observations.gen.ts')
  return observations
}
