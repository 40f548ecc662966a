/** The longest sentence of an API server's that is read, in characters: the value that it refuses stands in it as a whole. */
const LONGEST = 2000

/** The beginning of a sentence, which says what is wrong; the rest is what a learner wrote, and may have any length. */
export const beginningOf = (sentence: string): string => sentence.slice(0, LONGEST)
