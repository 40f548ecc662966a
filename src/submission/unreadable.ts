/** A text that is nothing to load; `offset` is the place in it. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message)
  }
}

/** What kubectl cannot read either: it stops there, and looks at nothing further in the file. */
export class Unreadable extends Refused {
  constructor(what: string, offset: number) {
    super(unreadable(what), offset)
  }
}

/** How it is told that something is no YAML to kubectl. */
export function unreadable(what: string): string {
  return `Not YAML that kubectl can read: ${what}`
}
