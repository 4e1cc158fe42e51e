const interrupt = new AbortController()
let holders = 0

/** Until it is disposed, an interrupt is told by the signal and ends nothing. */
export function holdInterrupts(): Disposable & { signal: AbortSignal } {
  holders++
  return {
    signal: interrupt.signal,
    [Symbol.dispose]() {
      holders--
    },
  }
}

/** Tells those who hold interrupts of the first one; false where nobody does, or they were told already. */
export function tellHolders(): boolean {
  if (holders === 0 || interrupt.signal.aborted) return false
  interrupt.abort()
  return true
}
