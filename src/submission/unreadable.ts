/** A text that is nothing to load; `offset` is the place in it. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message)
  }
}

/** What kubectl or Helm cannot read either: it stops there, and looks at nothing further in the file. */
export class Unreadable extends Refused {}
