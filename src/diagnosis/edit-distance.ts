/** A name that is like another, and how many letters away it is. */
export interface Like {
  name: string
  letters: number
}

/**
 * The name that is fewest letters away from a word; capitals count as none. At most two letters, and a third of them,
 * unless another number is given.
 */
export function nearestName(
  word: string,
  names: readonly string[],
  most = Math.min(2, Math.floor(word.length / 3)),
): Like | undefined {
  const lower = word.toLowerCase()
  return names
    .filter((name) => Math.abs(name.length - word.length) <= most)
    .map((name) => ({ name, letters: editDistance(name.toLowerCase(), lower) }))
    .filter(({ letters }) => letters <= most)
    .sort((a, b) => a.letters - b.letters)[0]
}

/** The edit distance of two words: letters to insert, delete or change. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (const [i, letter] of [...from].entries()) {
    const above = row
    row = [i + 1]
    for (const [j, other] of [...to].entries())
      row.push(
        Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (above[j] ?? 0) + (letter === other ? 0 : 1)),
      )
  }
  return row.at(-1) ?? 0
}
