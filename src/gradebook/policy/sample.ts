import type { Policy } from './policy.ts'

/** A policy for tests; it changes nothing but what is given. */
export function samplePolicy(rest: Partial<Policy> = {}): Policy {
  return { points: new Map(), leftOut: [], show: 'all', adjustments: new Map(), ...rest }
}
