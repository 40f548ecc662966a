/** A text cannot be loaded; `offset` is the place of the problem in it. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message)
  }
}

/** kubectl or Helm cannot read it either: reading stops here, and the rest of the file is ignored. */
export class Unreadable extends Refused {}
