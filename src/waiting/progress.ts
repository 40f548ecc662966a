/** Reports what the running check waits for, and carries its signal to stop. */
interface Watch {
  announce(waitingFor: string): void
  signal: AbortSignal
  /** How many times as long as on an idle machine the cluster takes for what it does now. */
  slowdown?(): Promise<number>
}

/**
 * The watch of the running check. It is a global, since waits are called from every matcher and all of them would have
 * to hand it on. Vitest loads the modules anew for each spec file (`isolate` in `vitest.config.ts`), and runs the checks
 * of a file one after the other, so that no two checks share it.
 */
let current: Watch | undefined

/** From now on waits are told to this watch and end with its signal. */
export function watchThrough(watch: Watch): void {
  current = watch
}

/** Tells what is being waited for. */
export function announce(waitingFor: string): void {
  current?.announce(waitingFor)
}

/** How many times as long as on an idle machine the cluster takes for what it does now; 1 if nobody can say. */
export async function slowdown(): Promise<number> {
  return (await current?.slowdown?.()) ?? 1
}

/** Throws if the running check has been told to stop. */
export function stopIfTold(): void {
  current?.signal.throwIfAborted()
}
