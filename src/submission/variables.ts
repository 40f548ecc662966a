import { limits } from './limits.ts'
import { Unlisted } from './shell-words.ts'

/** A variable's text; `unset` is the first variable in it that nobody sets, as it is written. */
export type Value = { text: string; unset?: string }

/** What begins an assignment, `NAME=`, and gives the name. */
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\+?=/

/** What the assignments of a script have set so far, and what it knows of other scripts. */
export class Variables {
  /** A name without a value was given one that is not known: what others set is not meant either. */
  private readonly own = new Map<string, Value | undefined>()
  private left = limits.filledIn

  constructor(private readonly others: (name: string) => Value | undefined = () => undefined) {}

  /** What is known at the end of the script. */
  get known(): [string, Value][] {
    return [...this.own].flatMap(([name, value]) => (value ? [[name, value] as [string, Value]] : []))
  }

  /** Throws {@link Unlisted} for too many variables. */
  set(name: string, value: Value): void {
    if (this.own.size >= limits.variables && !this.own.has(name))
      throw new Unlisted(`at most ${limits.variables} variables are supported`)
    this.own.set(name, value)
  }

  /** Takes note that a line which is not read may have set a variable. */
  forget(line: string): void {
    const name = ASSIGNMENT.exec(line)?.[1]
    if (name !== undefined && (this.own.has(name) || this.own.size < limits.variables))
      this.own.set(name, undefined)
  }

  /**
   * The value of a variable, or `__NAME__`, as the workshop writes what is to be filled in. Throws {@link Unlisted} if a
   * script becomes large by its variables: each may hold others several times.
   */
  fillIn(name: string, written: string): Value {
    const value = this.own.has(name) ? this.own.get(name) : this.others(name)
    if (value === undefined) return { text: `${STAND_IN}${name}${STAND_IN}`, unset: written }
    this.left -= value.text.length
    if (this.left < 0)
      throw new Unlisted(`at most ${limits.filledIn} characters of variables are supported in a script`)
    return value
  }
}

/** What stands on both sides of the name of a variable that nobody sets: no name in Kubernetes and no number has it. */
export const STAND_IN = '__'
