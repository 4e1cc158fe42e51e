let holder: AbortController | undefined

/** Until it is disposed, an interrupt is told by the signal and ends nothing. */
export function holdInterrupts(): Disposable & { signal: AbortSignal } {
  const held = new AbortController()
  holder = held
  return {
    signal: held.signal,
    [Symbol.dispose]() {
      if (holder === held) holder = undefined
    },
  }
}

/** Tells whoever holds interrupts of the first one; false where nobody does, or was told already. */
export function tellHolder(): boolean {
  if (holder === undefined || holder.signal.aborted) return false
  holder.abort()
  return true
}
