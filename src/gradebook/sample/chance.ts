/** Chance that comes out the same each time. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number
  /** One of several. */
  of<T>(many: T[]): T
  /** Sixteen hexadecimal digits. */
  digest(): string
}

/** Chance from a seed, by the generator that is known as mulberry32. */
export function seed(start: number): Chance {
  let state = start
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const part = () =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return {
    next,
    of: <T>(many: T[]) => many[Math.floor(next() * many.length)] as T,
    digest: () => part() + part(),
  }
}
