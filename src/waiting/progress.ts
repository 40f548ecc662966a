/** What the running check is waiting for, told to whoever watches, and its signal to stop. */
interface Watch {
  announce(waitingFor: string): void
  signal: AbortSignal
}

let current: Watch | undefined

/** From now on waits are told to this watch and end with its signal. */
export function watchThrough(watch: Watch): void {
  current = watch
}

/** Tells what is being waited for. */
export function announce(waitingFor: string): void {
  current?.announce(waitingFor)
}

/** Throws if the running check has been told to stop. */
export function stopIfTold(): void {
  current?.signal.throwIfAborted()
}
